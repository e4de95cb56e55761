package io.github.mcpoauth.resource;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A response in which lists are changed. How long it will be is not known before.
 */
final class ListAnswerResponse extends HttpServletResponseWrapper {

	private final ListAnswers answers;

	private @Nullable ListAnswerStream stream;

	private @Nullable PrintWriter writer;

	ListAnswerResponse(HttpServletResponse response, ListAnswers answers) {
		super(response);
		this.answers = answers;
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			String type = getContentType();
			boolean events = type != null && type.startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
			this.stream = new ListAnswerStream(super.getOutputStream(), this.answers, events);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.writer == null) {
			this.writer = new PrintWriter(
					new OutputStreamWriter(getOutputStream(), Charset.forName(getCharacterEncoding())));
		}
		return this.writer;
	}

	/**
	 * Writes what is left when nothing more will come.
	 */
	void finish() throws IOException {
		if (this.writer != null) {
			this.writer.flush();
		}
		if (this.stream != null) {
			this.stream.finish();
		}
	}

	@Override
	public void reset() {
		super.reset();
		this.stream = null;
		this.writer = null;
	}

	@Override
	public void resetBuffer() {
		super.resetBuffer();
		if (this.stream != null) {
			this.stream.reset();
		}
	}

	@Override
	public void flushBuffer() throws IOException {
		if (this.writer != null) {
			this.writer.flush();
		}
		if (this.stream != null) {
			this.stream.flush();
		}
		super.flushBuffer();
	}

	@Override
	public void setContentLength(int length) {
	}

	@Override
	public void setContentLengthLong(long length) {
	}

	@Override
	public void setHeader(String name, String value) {
		if (!isLength(name)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, String value) {
		if (!isLength(name)) {
			super.addHeader(name, value);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (!isLength(name)) {
			super.setIntHeader(name, value);
		}
	}

	private static boolean isLength(String name) {
		return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name);
	}

}
