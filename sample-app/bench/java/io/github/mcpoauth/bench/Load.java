package io.github.mcpoauth.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sends requests over kept connections as fast as they are answered, from one thread, and
 * looks at each answer: a refusal is fast, and no result.
 */
final class Load {

	private final int port;

	private final int connections;

	Load(int port, int connections) {
		this.port = port;
		this.connections = connections;
	}

	/**
	 * Sends requests until so many are answered or the time is over.
	 * @param requests makes each request, whole
	 * @param status what each answer has to have
	 * @return how many were answered, and in how many nanoseconds
	 */
	Answered send(Supplier<byte[]> requests, int status, long most, long nanos) {
		List<Connection> open = new ArrayList<>();
		try (Selector selector = Selector.open()) {
			for (int i = 0; i < this.connections; i++) {
				open.add(new Connection(this.port, selector, status, requests));
			}
			long started = System.nanoTime();
			long sent = 0;
			long answered = 0;
			for (Connection connection : open) {
				connection.send(requests.get());
				sent++;
			}
			while (answered < sent) {
				selector.select();
				for (SelectionKey key : selector.selectedKeys()) {
					Connection connection = (Connection) key.attachment();
					if (connection.isAnswered()) {
						answered++;
						if (sent < most && System.nanoTime() - started < nanos) {
							connection.send(requests.get());
							sent++;
						}
					}
				}
				selector.selectedKeys().clear();
			}
			return new Answered(answered, System.nanoTime() - started);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			open.forEach(Connection::close);
		}
	}

	/**
	 * What came of it.
	 *
	 * @param requests how many were answered as they should be
	 * @param nanos how long that took
	 */
	record Answered(long requests, long nanos) {

		double perSecond() {
			return this.requests * 1e9 / this.nanos;
		}

	}

	/**
	 * One connection with at most one request under way.
	 */
	private static final class Connection {

		private final SocketChannel channel;

		private final ByteBuffer in = ByteBuffer.allocate(64 * 1024);

		private final int status;

		private final Supplier<byte[]> requests;

		Connection(int port, Selector selector, int status, Supplier<byte[]> requests) throws IOException {
			this.status = status;
			this.requests = requests;
			this.channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
			this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
			this.channel.configureBlocking(false);
			this.channel.register(selector, SelectionKey.OP_READ, this);
		}

		void send(byte[] request) throws IOException {
			ByteBuffer out = ByteBuffer.wrap(request);
			while (out.hasRemaining()) {
				this.channel.write(out);
			}
		}

		boolean isAnswered() throws IOException {
			if (this.channel.read(this.in) < 0) {
				throw new EOFException("The server closed a connection");
			}
			HttpAnswer answer = HttpAnswer.in(this.in.array(), this.in.position());
			if (answer == null) {
				return false;
			}
			if (answer.status() != this.status) {
				throw new IllegalStateException("Expected " + this.status + ", got " + text());
			}
			if (this.requests instanceof Conversation conversation) {
				conversation.answered(text());
			}
			this.in.clear();
			return true;
		}

		private String text() {
			return new String(this.in.array(), 0, this.in.position(), StandardCharsets.UTF_8);
		}

		void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
