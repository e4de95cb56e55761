package io.github.mcpoauth.resource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
		String text = this.held.toString(StandardCharsets.UTF_8);
		int end = endOfEvents(text);
		if (end == 0) {
			return;
		}
		this.held.reset();
		this.held.writeBytes(text.substring(end).getBytes(StandardCharsets.UTF_8));
		for (String event : text.substring(0, end).split("(?<=\n\n)|(?<=\n\r\n)")) {
			this.target.write(rewriteEvent(event).getBytes(StandardCharsets.UTF_8));
		}
	}

	private static int endOfEvents(String text) {
		int bare = text.lastIndexOf("\n\n");
		int carriage = text.lastIndexOf("\n\r\n");
		return Math.max((bare < 0) ? 0 : bare + 2, (carriage < 0) ? 0 : carriage + 3);
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
		if (!this.events && this.held.size() > 0) {
			byte[] rewritten = this.answers.rewrite(this.held.toByteArray());
			if (rewritten != null) {
				this.held.reset();
				this.target.write(rewritten);
			}
		}
		this.target.flush();
	}

	/**
	 * Writes what is left, whatever it is.
	 */
	void finish() throws IOException {
		if (this.held.size() > 0) {
			byte[] rewritten = this.events ? null : this.answers.rewrite(this.held.toByteArray());
			OutputStream out = this.target;
			out.write((rewritten != null) ? rewritten : this.held.toByteArray());
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
