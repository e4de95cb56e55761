package io.github.mcpoauth.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

import io.github.mcpoauth.core.Sha256;

/**
 * A page that works without JavaScript, loads nothing and can't be framed. Every value is
 * escaped; the one style sheet is inline and admitted by its hash, so a value that got
 * through would still not run or load anything. Immutable and thread-safe.
 */
public final class HtmlPage {

	private static final String STYLE = resource("page.css");

	private static final String STYLE_HASH = sha256(STYLE);

	private final Template template;

	private HtmlPage(Template template) {
		this.template = template;
	}

	/**
	 * Compiles a page.
	 * @param owner the class whose package holds the template
	 * @param template the file name
	 * @return the page
	 */
	public static HtmlPage of(Class<?> owner, String template) {
		Mustache.Compiler compiler = Mustache.compiler().withLoader(HtmlPage::partial).defaultValue("");
		return new HtmlPage(compiler.compile(text(owner, template)));
	}

	/**
	 * Writes the page.
	 * @param response the response, not committed yet
	 * @param status its status
	 * @param model the values; what is missing or {@code null} is left out
	 * @param formTargets where forms of this page may lead besides this application, as
	 * CSP sources
	 * @throws IOException if the connection breaks
	 */
	public void write(HttpServletResponse response, HttpStatusCode status, Map<String, ?> model, String... formTargets)
			throws IOException {
		Map<String, Object> values = new HashMap<>(model);
		values.put("style", STYLE);
		byte[] body = this.template.execute(values).getBytes(StandardCharsets.UTF_8);
		response.setStatus(status.value());
		response.setContentType("text/html;charset=UTF-8");
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		response.setHeader("Content-Security-Policy", contentSecurityPolicy(formTargets));
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("Referrer-Policy", "no-referrer");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	private static String contentSecurityPolicy(String... formTargets) {
		String targets = (formTargets.length > 0) ? " " + String.join(" ", formTargets) : "";
		return "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "'; form-action 'self'" + targets
				+ "; frame-ancestors 'none'; base-uri 'none'";
	}

	private static Reader partial(String name) {
		return new InputStreamReader(open(HtmlPage.class, name + ".mustache"), StandardCharsets.UTF_8);
	}

	private static String resource(String name) {
		return text(HtmlPage.class, name);
	}

	private static String text(Class<?> owner, String name) {
		try (InputStream stream = open(owner, name)) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream open(Class<?> owner, String name) {
		InputStream stream = owner.getResourceAsStream(name);
		if (stream == null) {
			throw new IllegalStateException("The library's jar lacks " + name);
		}
		return stream;
	}

	private static String sha256(String text) {
		return Sha256.base64(text);
	}

}
