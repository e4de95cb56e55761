package io.github.mcpoauth.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests below the MCP endpoint that the container dispatches a second time, with their
 * result or their error. They were authorized when they came in; a second look, without
 * the token, would turn each of them into a 401.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(DispatchTests.DispatchingController.class)
class DispatchTests {

	private McpServer mcp;

	private String accessToken;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.mcp = McpServer.onPort(port);
		this.accessToken = UserAgent.approve(OAuthClient.registeredAt(this.mcp)).accessToken();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "callable", "events" })
	void resultWhenDispatchedLaterThenArrives(String path) {
		HttpResponse<String> response = get(path, this.accessToken);

		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("result of " + path);
	}

	@ParameterizedTest
	@CsvSource({ "failure, 500", "deferred-failure, 500", "status, 409", "missing, 404" })
	void errorWhenDispatchedThenIsTheOneOfTheApplication(String path, int status) {
		HttpResponse<String> response = get(path, this.accessToken);

		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(Http.json(response).path("path").asString()).isEqualTo("/mcp/" + path);
		assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "deferred", "callable", "events", "failure", "deferred-failure", "status", "missing" })
	void requestWhenThereIsNoTokenThenIsNotDispatchedAtAll(String path) {
		assertThat(get(path, "not-a-token").statusCode()).isEqualTo(401);
	}

	private HttpResponse<String> get(String path, String token) {
		URI uri = URI.create(this.mcp.endpoint() + "/" + path);
		HttpRequest request = Http.request(uri)
			.headers("Authorization", "Bearer " + token, "Accept", "application/json, text/event-stream, text/plain")
			.build();
		return Http.send(HttpClient.newHttpClient(), request);
	}

	@RestController
	static class DispatchingController {

		@GetMapping("/mcp/deferred")
		DeferredResult<String> deferred() {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setResult("result of deferred")).start();
			return result;
		}

		@GetMapping("/mcp/callable")
		Callable<String> callable() {
			return () -> "result of callable";
		}

		@GetMapping("/mcp/events")
		SseEmitter events() {
			SseEmitter emitter = new SseEmitter();
			new Thread(() -> {
				try {
					emitter.send("result of events");
					emitter.complete();
				}
				catch (IOException ex) {
					emitter.completeWithError(ex);
				}
			}).start();
			return emitter;
		}

		@GetMapping("/mcp/failure")
		String failure() {
			throw new IllegalStateException("expected by the test");
		}

		@GetMapping("/mcp/deferred-failure")
		DeferredResult<String> deferredFailure() {
			DeferredResult<String> result = new DeferredResult<>();
			new Thread(() -> result.setErrorResult(new IllegalStateException("expected by the test"))).start();
			return result;
		}

		@GetMapping("/mcp/status")
		String status() {
			throw new ResponseStatusException(HttpStatus.CONFLICT);
		}

	}

}
