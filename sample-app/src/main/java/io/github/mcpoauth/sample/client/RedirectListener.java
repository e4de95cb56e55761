package io.github.mcpoauth.sample.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Where the browser comes back to: a port of this machine that was free.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8252.html#section-7.3">RFC 8252 section
 * 7.3</a>
 */
final class RedirectListener implements AutoCloseable {

	private static final String PATH = "/callback";

	private static final byte[] PAGE = "Back at the client. You can close this window."
		.getBytes(StandardCharsets.UTF_8);

	private final BlockingQueue<Map<String, List<String>>> answers = new ArrayBlockingQueue<>(1);

	private final HttpServer server;

	RedirectListener() {
		try {
			// Not "localhost", which may be another interface (RFC 8252 section 8.3)
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		}
		catch (IOException ex) {
			throw new ClientFailure("No port to come back to: " + ex.getMessage(), ex);
		}
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			if (!exchange.getRequestURI().getPath().equals(PATH)) {
				exchange.sendResponseHeaders(404, -1);
				return;
			}
			exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
			exchange.sendResponseHeaders(200, PAGE.length);
			try (OutputStream body = exchange.getResponseBody()) {
				body.write(PAGE);
			}
			// The first answer counts; whoever opens the page again changes nothing
			boolean first = this.answers.offer(URLUtils.parseParameters(exchange.getRequestURI().getRawQuery()));
			assert first || !this.answers.isEmpty();
		}
	}

	URI redirectUri() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + PATH);
	}

	Map<String, List<String>> await(Duration time) {
		try {
			Map<String, List<String>> answer = this.answers.poll(time.toSeconds(), TimeUnit.SECONDS);
			if (answer == null) {
				throw new ClientFailure("The browser didn't come back within " + time);
			}
			return answer;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ClientFailure("Interrupted while the browser was away", ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
