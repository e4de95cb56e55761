package io.github.mcpoauth.resource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterInputStream;
import java.util.zip.InflaterInputStream;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.mcpoauth.support.EchoApplication;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.RawHttp;
import io.github.mcpoauth.support.Reply;
import io.github.mcpoauth.support.TestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A message that was read for its scopes is there for the application as it came.
 */
class MessageBodyTests {

	@RegisterExtension
	static final TestServer server = TestServer.start(
			new Class<?>[] { EchoApplication.class, Readers.class, Inflating.class },
			EchoApplication.properties(Map.of("guest", "mcp:connect", "reader", "mcp:connect, weather:read"),
					"mcp.oauth.resource.scopes=mcp:connect", "mcp.oauth.tools.get_weather.scopes=weather:read"));

	@Test
	void callWhenAllowedThenBodyArrivesByteForByte() {
		for (String body : List.of(EchoApplication.call("get_weather"),
				"\n { \"method\" : \"tools\\/call\",\t\"params\":{\"name\":\"g\\u0065t_weather\",\"arguments\":{\"city\":\"Tromsø 🌦\"}},\"id\":1.50,\"jsonrpc\":\"2.0\"}\r\n")) {
			assertThat(send("reader", body).body()).isEqualTo(body);
			assertThat(send("guest", body).status()).isEqualTo(403);
		}
	}

	/** However the application reads it (Jakarta Servlet, ServletInputStream). */
	@ParameterizedTest
	@ValueSource(strings = { "reader", "bytes", "listener" })
	void callWhenApplicationReadsInAnyWayThenBodyArrives(String way) {
		String body = EchoApplication.call("get_weather", "{\"city\":\"Tromsø 🌦\"}");
		Reply reply = new Http().postJson(server.url("/mcp/read?way=" + way), body, "Authorization", "Bearer reader");
		assertThat(reply.body()).isEqualTo(body);
	}

	@Test
	void callWhenLargeThenBodyArrivesUpToTheLimit() {
		String large = EchoApplication.call("get_weather", "\"" + "x".repeat(3_900_000) + "\"");
		assertThat(send("reader", large).body()).isEqualTo(large);
		assertThat(send("guest", large).status()).isEqualTo(403);
		Reply tooLarge = send("reader", EchoApplication.call("other", "\"" + "x".repeat(10_000_000) + "\""));
		assertThat(tooLarge.status()).isEqualTo(413);
		assertThat(tooLarge.json().get("error")).asString().contains("4194304 bytes");
	}

	/** Also where nobody says before how long it will be. */
	@Test
	void callWhenOneByteOverTheLimitThen413() {
		try (TestServer small = TestServer.start(new Class<?>[] { EchoApplication.class }, EchoApplication
			.properties(Map.of("guest", ""), "mcp.oauth.tools.x=mcp:x", "mcp.oauth.max-message-size=200B"))) {
			String fits = EchoApplication.call("a" + "b".repeat(200 - EchoApplication.call("a").length()));
			for (int more = 0; more < 2; more++) {
				byte[] body = (fits + " ".repeat(more)).getBytes(StandardCharsets.UTF_8);
				for (BodyPublisher publisher : List.of(BodyPublishers.ofByteArray(body),
						BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
					assertThat(post(small, "guest", publisher)).isEqualTo((more == 0) ? 200 : 413);
				}
			}
		}
	}

	/**
	 * Without reading any of it. Tomcat waits for some before it closes the connection.
	 */
	@Test
	void callWhenMoreIsAnnouncedThanTheLimitThen413() {
		try (TestServer impatient = TestServer.start(new Class<?>[] { EchoApplication.class }, EchoApplication
			.properties(Map.of("guest", ""), "mcp.oauth.tools.x=mcp:x", "server.tomcat.connection-timeout=1s"))) {
			for (long length : new long[] { 4_194_305, 3_000_000_000L, Long.MAX_VALUE }) {
				assertThat(RawHttp
					.send(impatient.port(), "POST /mcp HTTP/1.1", "Host: localhost", "Authorization: Bearer guest",
							"Content-Type: application/json", "Content-Length: " + length)
					.status()).isEqualTo(413);
			}
		}
	}

	/** As filters of applications do it, which leave {@code Content-Length} alone. */
	@Test
	void callWhenFilterInFrontInflatesTheBodyThenAllOfItCounts() {
		String body = EchoApplication.call("get_weather", "\"" + "x".repeat(100_000) + "\"");
		assertThat(deflated("reader", body)).isEqualTo(200);
		assertThat(deflated("guest", body)).isEqualTo(403);
		assertThat(deflated("guest", EchoApplication.call("other") + " ".repeat(100_000) + "behind")).isEqualTo(400);
		assertThat(deflated("reader", EchoApplication.call("other", "\"" + "x".repeat(4_200_000) + "\"")))
			.isEqualTo(413);
	}

	private static int deflated(String caller, String body) {
		return post(server, caller, BodyPublishers.ofByteArray(deflate(body.getBytes(StandardCharsets.UTF_8))),
				"Content-Encoding", "deflate");
	}

	private static int post(TestServer to, String caller, BodyPublisher body, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(to.url("/mcp")))
			.header("Authorization", "Bearer " + caller)
			.header("Content-Type", "application/json")
			.POST(body);
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().sendAsync(request.build(), BodyHandlers.discarding()).join().statusCode();
	}

	private static byte[] deflate(byte[] body) {
		try (DeflaterInputStream deflated = new DeflaterInputStream(new ByteArrayInputStream(body))) {
			return deflated.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Reply send(String caller, String body) {
		return new Http().postJson(server.url("/mcp"), body, "Authorization", "Bearer " + caller);
	}

	@Configuration(proxyBeanMethods = false)
	static class Inflating {

		@Bean
		FilterRegistrationBean<Filter> inflatingFilter() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> chain.doFilter(
							"deflate".equals(((HttpServletRequest) request).getHeader("Content-Encoding"))
									? new ReadRequest((HttpServletRequest) request,
											new InflaterInputStream(request.getInputStream()).readAllBytes())
									: request,
							response));
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

	@RestController
	static class Readers {

		@PostMapping(path = "/mcp/read", params = "way=reader", produces = "text/plain;charset=UTF-8")
		String reader(HttpServletRequest request) throws IOException {
			return request.getReader().readLine();
		}

		@PostMapping(path = "/mcp/read", params = "way=bytes")
		byte[] bytes(HttpServletRequest request) throws IOException {
			ServletInputStream input = request.getInputStream();
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			while (!input.isFinished()) {
				body.write(input.read());
			}
			return body.toByteArray();
		}

		@PostMapping(path = "/mcp/read", params = "way=listener")
		void listener(HttpServletRequest request) throws IOException {
			AsyncContext async = request.startAsync();
			ServletInputStream input = request.getInputStream();
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			input.setReadListener(new ReadListener() {

				@Override
				public void onDataAvailable() throws IOException {
					while (input.isReady() && !input.isFinished()) {
						body.write(input.read());
					}
				}

				@Override
				public void onAllDataRead() throws IOException {
					body.writeTo(async.getResponse().getOutputStream());
					async.complete();
				}

				@Override
				public void onError(Throwable failure) {
					async.complete();
				}

			});
		}

	}

}
