package io.github.mcpoauth.resource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * Holds back what is written until it is a whole message, and writes it on with the lists
 * changed: a JSON text when it is flushed, an event of an event stream (HTML Living
 * Standard section 9.2) at the empty line behind it.
 */
final class ListAnswerStream extends ServletOutputStream {

	private final ServletOutputStream target;

	private final ListAnswers answers;

	private final boolean events;

	private final ByteArrayOutputStream held = new ByteArrayOutputStream();

	ListAnswerStream(ServletOutputStream target, ListAnswers answers, boolean events) {
		this.target = target;
		this.answers = answers;
		this.events = events;
	}

	@Override
	public void write(int b) throws IOException {
		this.held.write(b);
		if (this.events && b == '\n') {
			writeEvents();
		}
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.held.write(bytes, offset, length);
		if (this.events) {
			writeEvents();
		}
	}

	private void writeEvents() throws IOException {
		byte[] bytes = this.held.toByteArray();
		int end = endOfEvents(bytes);
		if (end == 0) {
			return;
		}
		this.held.reset();
		// Bytes, for the last character may have come in part only
		this.held.write(bytes, end, bytes.length - end);
		String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
		for (String event : text.split("(?<=\n\n)|(?<=\n\r\n)")) {
			this.target.write(rewriteEvent(event).getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * Where the last whole event ends; 0 if there is none.
	 */
	private static int endOfEvents(byte[] bytes) {
		for (int i = bytes.length - 1; i > 0; i--) {
			if (bytes[i] == '\n' && (bytes[i - 1] == '\n' || (i > 1 && bytes[i - 1] == '\r' && bytes[i - 2] == '\n'))) {
				return i + 1;
			}
		}
		return 0;
	}

	private String rewriteEvent(String event) {
		String data = event.lines()
			.filter((line) -> line.startsWith("data:"))
			.map((line) -> line.substring("data:".length()))
			.collect(Collectors.joining("\n"));
		byte[] json = data.getBytes(StandardCharsets.UTF_8);
		byte[] rewritten = data.isEmpty() ? null : this.answers.rewrite(json);
		if (rewritten == null || rewritten == json) {
			return event;
		}
		String others = event.lines()
			.filter((line) -> !line.startsWith("data:") && !line.isEmpty())
			.map((line) -> line + "\n")
			.collect(Collectors.joining());
		return others + "data:" + new String(rewritten, StandardCharsets.UTF_8) + "\n\n";
	}

	@Override
	public void flush() throws IOException {
		writeJson();
		this.target.flush();
	}

	private void writeJson() throws IOException {
		if (this.events || this.held.size() == 0) {
			return;
		}
		byte[] rewritten = this.answers.rewrite(this.held.toByteArray());
		if (rewritten != null) {
			this.held.reset();
			this.target.write(rewritten);
		}
	}

	/**
	 * Writes what is left, whatever it is.
	 */
	void finish() throws IOException {
		writeJson();
		// Not even nothing may be written to what the application has closed
		if (this.held.size() > 0) {
			this.held.writeTo(this.target);
			this.held.reset();
		}
	}

	/**
	 * Forgets what is not written yet.
	 */
	void reset() {
		this.held.reset();
	}

	@Override
	public void close() throws IOException {
		finish();
		this.target.close();
	}

	@Override
	public boolean isReady() {
		return this.target.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.target.setWriteListener(listener);
	}

}
