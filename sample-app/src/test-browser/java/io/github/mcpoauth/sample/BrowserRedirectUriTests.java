package io.github.mcpoauth.sample;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.mcpoauth.core.RedirectUri;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A redirect URI that is accepted leads a browser to the scheme, the host and the port
 * that were compared with what the client registered and that people were shown. A table
 * of odd parts, and random changes of it, are read by both parsers.
 *
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">WHATWG URL</a>
 */
@Tag("A3")
class BrowserRedirectUriTests {

	private static final long SEED = 3986;

	private static final List<String> SCHEMES = List.of("https", "HTTP", "http", "com.example.app", "cursor");

	private static final List<String> SEPARATORS = List.of("://", ":", ":/", ":///", ":\\\\", ":/\\", "://a@",
			"://a:b@", "://@", "://%40");

	private static final List<String> HOSTS = List.of("app.example", "APP.Example", "app.example.", ".app.example",
			"app..example", "localhost", "LOCALHOST", "localhost.", "localhost.evil.example", "127.0.0.1", "127.0.0.2",
			"127.1", "127.0.0.1.", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "127.0.0.256", "1.2.3",
			"1.2.3.4.5", "0", "0x", "0x.example", "08.example", "1e3", "app.1", "app.0x1", "app.1a", "127.0.0.1x",
			"[::1]", "[::0001]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[FE80::A]",
			"[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1", "::1", "[v1.a]", "[::127.0.0.1]", "app%2eexample",
			"app%2Eexample", "evil.example%2f.app.example", "evil.example%5c.app.example", "app_example", "-a.example",
			"a-.example", "xn--a", "xn--app-.example", "xn--bcher-kva.example", "a.xn--zca",
			"evil.example\\.app.example", "evil.example\t", "app.exam\tple", "\uff41pp.example", "app\u3002example",
			"a\u00adpp.example", "app.example\u0000", "~", "a~b", "a!b", "$", "a,b", "a;b", "a&b", "a=b", "a+b", "a*b",
			"(a)", "'a'", "");

	private static final List<String> PORTS = List.of("", ":", ":0", ":443", ":80", ":8443", ":00443", ":65535",
			":65536", ":4294967739", ":-1", ":+1", ":8 0", ":x", ":1:2", "%3a80");

	private static final List<String> TAILS = List.of("", "/", "/cb", "?a=b", "/cb?a=b@evil.example", "\\evil", "@evil",
			"@evil.example/", "#", "/#a", "/..//evil.example", "//evil.example", ";a", "/%2e%2e/", "/a b", "/\t");

	private static final String READ = """
			(texts) => texts.map((text) => {
				try {
					const url = new URL(text);
					return [url.protocol, url.hostname, url.port, url.username + url.password + url.hash];
				}
				catch (problem) {
					return null;
				}
			})
			""";

	@RegisterExtension
	static Chromium chromium = new Chromium();

	@Test
	void redirectUriWhenAcceptedThenTheBrowserGoesThere() {
		Map<String, RedirectUri> accepted = accepted(Stream.concat(table().stream(), changed(table())));
		assertThat(accepted.values().stream().filter((uri) -> uri.scheme().equals("https"))).hasSizeGreaterThan(100);
		assertThat(accepted.values().stream().filter(RedirectUri::isLoopback)).hasSizeGreaterThan(50);
		List<String> wrong = new ArrayList<>();
		List<String> texts = List.copyOf(accepted.keySet());
		List<?> read = read(texts);
		for (int i = 0; i < texts.size(); i++) {
			RedirectUri redirectUri = accepted.get(texts.get(i));
			if (!leadsThere(redirectUri, read.get(i))) {
				wrong.add(texts.get(i) + " shown as " + redirectUri.destination() + " leads to " + read.get(i));
			}
		}
		assertThat(wrong).isEmpty();
	}

	private static List<?> read(List<String> texts) {
		try (BrowserTab tab = chromium.openTab()) {
			return (List<?>) tab.page().evaluate(READ, texts);
		}
	}

	/**
	 * An application's own scheme is for the application: a browser need not read more.
	 */
	private static boolean leadsThere(RedirectUri redirectUri, Object read) {
		if (!redirectUri.scheme().matches("https?")) {
			return !(read instanceof List<?> parts) || parts.get(0).equals(redirectUri.scheme() + ":");
		}
		String shown = redirectUri.destination();
		int colon = (shown.lastIndexOf(':') > shown.indexOf(']')) ? shown.lastIndexOf(':') : -1;
		String host = (colon < 0) ? shown : shown.substring(0, colon);
		String port = (colon < 0) ? "" : shown.substring(colon + 1);
		return read instanceof List<?> parts && parts.get(0).equals(redirectUri.scheme() + ":")
				&& isSameHost(host, (String) parts.get(1))
				&& port(port, redirectUri.scheme()) == port((String) parts.get(2), redirectUri.scheme())
				&& parts.get(3).equals("");
	}

	private static boolean isSameHost(String shown, String actual) {
		if (!shown.startsWith("[")) {
			return shown.equals(actual);
		}
		try {
			return actual.startsWith("[") && InetAddress.getByName(shown).equals(InetAddress.getByName(actual));
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static int port(String text, String scheme) {
		return !text.isEmpty() ? Integer.parseInt(text) : scheme.equals("https") ? 443 : 80;
	}

	private static Map<String, RedirectUri> accepted(Stream<String> texts) {
		Map<String, RedirectUri> accepted = new LinkedHashMap<>();
		texts.forEach((text) -> {
			try {
				accepted.put(text, RedirectUri.parse(text));
			}
			catch (IllegalArgumentException ex) {
				// Refused: nobody is sent there
			}
		});
		return accepted;
	}

	private static List<String> table() {
		List<String> table = new ArrayList<>();
		for (String scheme : SCHEMES) {
			for (String host : HOSTS) {
				SEPARATORS.forEach((separator) -> table.add(scheme + separator + host + "/cb"));
				PORTS.forEach((port) -> table.add(scheme + "://" + host + port + "/cb"));
				TAILS.forEach((tail) -> table.add(scheme + "://" + host + tail));
			}
		}
		return table;
	}

	/** One character more, less or another, and two halves that don't belong together. */
	private static Stream<String> changed(List<String> table) {
		Random random = new Random(SEED);
		return Stream.generate(() -> {
			String text = table.get(random.nextInt(table.size()));
			int position = random.nextInt(text.length());
			String rest = text.substring(position);
			char character = (char) (' ' + random.nextInt(96));
			return text.substring(0, position) + switch (random.nextInt(4)) {
				case 0 -> character + rest;
				case 1 -> character + rest.substring(1);
				case 2 -> rest.substring(1);
				default -> {
					String other = table.get(random.nextInt(table.size()));
					yield other.substring(random.nextInt(other.length()));
				}
			};
		}).limit(30_000);
	}

}
