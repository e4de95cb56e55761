package io.github.mcpoauth.resource;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Answers {@code tools/list} in each way that the Servlet API has, one for each value of
 * {@code way}.
 */
@RestController
class ListController {

	static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"tools\":["
			+ "{\"name\":\"open\",\"x\":1.10},{\"name\":\"guarded\"}],\"cacheScope\":\"public\",\"nextCursor\":\"n\"}}";

	static final Semaphore FIRST_RECEIVED = new Semaphore(0);

	@PostMapping(path = "/mcp", params = "way=bytes", produces = "application/json")
	byte[] bytes(@RequestBody byte[] request) {
		return ANSWER.getBytes();
	}

	@PostMapping(path = "/mcp", params = "way=entity")
	ResponseEntity<String> entity() {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).contentLength(ANSWER.length()).body(ANSWER);
	}

	@PostMapping(path = "/mcp", params = "way=stream")
	void stream(HttpServletResponse response) throws Exception {
		response.setContentType("application/json");
		response.setHeader("Content-Length", String.valueOf(ANSWER.length()));
		for (byte b : ANSWER.getBytes()) {
			response.getOutputStream().write(b);
		}
		response.getOutputStream().close();
	}

	@PostMapping(path = "/mcp", params = "way=writer")
	void writer(HttpServletResponse response) throws Exception {
		response.setContentType("application/json;charset=UTF-8");
		response.addHeader("content-length", String.valueOf(ANSWER.length()));
		response.getWriter().write(ANSWER);
	}

	@PostMapping(path = "/mcp", params = "way=pieces")
	void pieces(HttpServletResponse response) throws Exception {
		response.setContentType("application/json");
		response.setIntHeader("Content-Length", ANSWER.length());
		for (String piece : ANSWER.split("(?=guarded)")) {
			response.getOutputStream().write(piece.getBytes());
			response.flushBuffer();
		}
	}

	@PostMapping(path = "/mcp", params = "way=headers")
	void headers(HttpServletResponse response) throws Exception {
		response.setContentType("application/json");
		response.addHeader("X-Text", "one");
		response.addHeader("X-Text", "two");
		response.setIntHeader("X-Number", 7);
		response.setContentLength(ANSWER.length());
		response.getOutputStream().write(ANSWER.getBytes());
	}

	@PostMapping(path = "/mcp", params = "way=reset")
	void reset(HttpServletResponse response) throws Exception {
		response.getWriter().write("guarded");
		response.reset();
		response.setContentType("application/json");
		response.getOutputStream().write(ANSWER.getBytes());
	}

	@PostMapping(path = "/mcp", params = "way=reset-buffer")
	void resetBuffer(HttpServletResponse response) throws Exception {
		response.setContentType("application/json");
		response.getOutputStream().write("guarded".getBytes());
		response.resetBuffer();
		response.getOutputStream().write(ANSWER.getBytes());
	}

	@PostMapping(path = "/mcp", params = "way=flushed-writer")
	void flushedWriter(HttpServletResponse response) throws Exception {
		response.setContentType("application/json;charset=UTF-8");
		response.getWriter().write(ANSWER);
		response.flushBuffer();
	}

	@PostMapping(path = "/mcp", params = "way=closed-writer")
	void closedWriter(HttpServletResponse response) throws Exception {
		response.setContentType("application/json;charset=UTF-8");
		response.getWriter().write(ANSWER);
		response.getWriter().close();
	}

	@PostMapping(path = "/mcp", params = "way=prompts", produces = "application/json")
	String prompts() {
		return "{\"id\":1,\"result\":{\"prompts\":[{\"name\":\"report\"}]}}";
	}

	@PostMapping(path = "/mcp", params = "way=no-length")
	void noLength(HttpServletResponse response) throws Exception {
		response.getOutputStream().write(ANSWER.getBytes());
	}

	@PostMapping(path = "/mcp", params = "way=callable", produces = "application/json")
	Callable<String> callable() {
		return () -> ANSWER;
	}

	@PostMapping(path = "/mcp", params = "way=emitter")
	SseEmitter emitter() {
		SseEmitter emitter = new SseEmitter();
		new Thread(() -> {
			try {
				emitter.send(ANSWER);
				emitter.complete();
			}
			catch (Exception ex) {
				emitter.completeWithError(ex);
			}
		}).start();
		return emitter;
	}

	@PostMapping(path = "/mcp", params = "way=raw-async")
	void rawAsync(HttpServletRequest request, HttpServletResponse response) {
		AsyncContext async = request.startAsync(request, response);
		async.start(() -> {
			try {
				async.getResponse().setContentType("application/json");
				async.getResponse().getOutputStream().write(ANSWER.getBytes());
				async.getResponse().flushBuffer();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			async.complete();
		});
	}

	@PostMapping(path = "/mcp", params = "way=events")
	void events(HttpServletResponse response) throws Exception {
		events(response, "id: 1\nevent: message\ndata: " + ANSWER + "\n\n");
	}

	@PostMapping(path = "/mcp", params = "way=crlf-events")
	void crlfEvents(HttpServletResponse response) throws Exception {
		events(response, "data: " + ANSWER.replace(",\"cacheScope\"", "\r\ndata:,\"cacheScope\"") + "\r\n\r\n");
	}

	@PostMapping(path = "/mcp", params = "way=chunks-of-events")
	void chunksOfEvents(HttpServletResponse response) throws Exception {
		response.setContentType("text/event-stream");
		String events = ": comment\r\n\r\ndata: {}\r\n\r\ndata: " + ANSWER + "\r\n\r\ndata: {}\n\n";
		for (String chunk : events.split("(?<=name)|(?=guarded)")) {
			response.getOutputStream().write(chunk.getBytes());
		}
	}

	@PostMapping(path = "/mcp", params = "way=cut-events")
	void cutEvents(HttpServletResponse response) throws Exception {
		response.setContentType("text/event-stream;charset=UTF-8");
		byte[] events = "data: Oslo\n\nø Tromsø\n\n".getBytes(StandardCharsets.UTF_8);
		response.getOutputStream().write(events, 0, "data: Oslo\n\n".length() + 1);
		response.getOutputStream()
			.write(events, "data: Oslo\n\n".length() + 1, events.length - "data: Oslo\n\n".length() - 1);
	}

	@PostMapping(path = "/mcp", params = "way=slow-events")
	void slowEvents(HttpServletResponse response) throws Exception {
		events(response, "data: first\n\n");
		boolean received = FIRST_RECEIVED.tryAcquire(20, TimeUnit.SECONDS);
		events(response, received ? "data: second\n\n" : "data: nobody has the first one\n\n");
	}

	@PostMapping(path = "/mcp", params = "way=many-events")
	void manyEvents(HttpServletResponse response) throws Exception {
		events(response, ": comment\n\n"
				+ "data:{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"tools\":[{\"name\":\"guarded\"}]}}\n\n"
				+ "id:7\nevent:message\ndata:" + ANSWER + "\n\ndata: no json\n\ndata: unfinished");
	}

	private static void events(HttpServletResponse response, String events) throws Exception {
		response.setContentType("text/event-stream;charset=UTF-8");
		for (byte b : events.getBytes()) {
			response.getOutputStream().write(b);
			response.getOutputStream().flush();
		}
	}

	@PostMapping(path = "/mcp", params = "way=html")
	void html(HttpServletResponse response) throws Exception {
		response.setContentType("text/html");
		response.getOutputStream().write("<p>{</p>".getBytes());
	}

	@PostMapping(path = "/mcp", params = "way=html-callable", produces = "text/html")
	Callable<String> htmlCallable() {
		return () -> "<p>{</p>";
	}

	@PostMapping(path = "/mcp", params = "way=error")
	void error(HttpServletResponse response) throws Exception {
		response.getOutputStream().write("{".getBytes());
		response.sendError(409);
	}

	@PostMapping(path = "/mcp", params = "way=odd", produces = "application/json")
	String odd() {
		return "{\"id\":1,\"result\":{\"tools\":7}}";
	}

	@PostMapping(path = "/mcp", params = "way=spaced", produces = "application/json")
	String spaced() {
		return "{ \"id\" : 1 }";
	}

	@PostMapping(path = "/mcp", params = "way=described", produces = "application/json")
	String described() {
		return "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"noted\",\"securitySchemes\":[{\"type\":\"noauth\"}]}]}}";
	}

	@PostMapping(path = "/mcp", params = "way=batch", produces = "application/json")
	String batch() {
		return "[" + ANSWER + ",{\"id\":2,\"result\":{\"tools\":[{\"name\":\"guarded\"}]}}]";
	}

	@PostMapping(path = "/mcp", params = "way=bean", produces = "application/json")
	String bean(@RequestParam String way) {
		return "{\"id\":1,\"result\":{\"tools\":[{\"name\":\"transfer\"},{\"name\":\"forbidden\"},{\"name\":\"itself\"}]}}";
	}

}
