package io.github.mcpoauth.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * The network between two programs on this machine, which can fail.
 */
public final class Line implements ClosedAfterAll {

	private static final int NO_LIMIT = Integer.MAX_VALUE;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "line");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final AtomicInteger connections = new AtomicInteger();

	private final AtomicInteger repliesLeft = new AtomicInteger(NO_LIMIT);

	private final int target;

	private final int port;

	private volatile @Nullable ServerSocket listener;

	private volatile boolean frozen;

	private Line(int target) {
		this.target = target;
		this.listener = listen(0);
		this.port = this.listener.getLocalPort();
	}

	/** Leads from a port of its own to another one. */
	public static Line to(int port) {
		return new Line(port);
	}

	public int port() {
		return this.port;
	}

	/** How many connections there have been. */
	public int connections() {
		return this.connections.get();
	}

	/** Nobody listens any more, and what was connected is reset. */
	public void cut() {
		closeListener();
		hangUp();
	}

	/** Connections are made, and nothing gets through. */
	public void freeze() {
		this.frozen = true;
	}

	/**
	 * Lets some more replies through. With the next one the connection breaks: what was
	 * asked has arrived, and who asked does not know.
	 */
	public void breakAfter(int replies) {
		this.repliesLeft.set(replies);
	}

	/** Whether the line has broken since it was told to. */
	public boolean isBroken() {
		return this.repliesLeft.get() < 0;
	}

	/** All is well again, for new connections. */
	public void mend() {
		this.frozen = false;
		this.repliesLeft.set(NO_LIMIT);
		hangUp();
		if (this.listener == null) {
			this.listener = listen(this.port);
		}
	}

	private ServerSocket listen(int port) {
		try {
			ServerSocket server = new ServerSocket();
			server.setReuseAddress(true);
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
			this.threads.execute(() -> accept(server));
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void accept(ServerSocket server) {
		while (true) {
			try {
				Socket client = server.accept();
				this.connections.incrementAndGet();
				this.open.add(client);
				if (!this.frozen) {
					connect(client);
				}
			}
			catch (IOException ex) {
				if (server.isClosed()) {
					return;
				}
			}
		}
	}

	private void connect(Socket client) throws IOException {
		try {
			Socket there = new Socket(InetAddress.getLoopbackAddress(), this.target);
			this.open.add(there);
			client.setTcpNoDelay(true);
			there.setTcpNoDelay(true);
			this.threads.execute(() -> pass(client, there, false));
			this.threads.execute(() -> pass(there, client, true));
		}
		catch (IOException ex) {
			close(client);
			throw ex;
		}
	}

	private void pass(Socket from, Socket to, boolean replies) {
		byte[] buffer = new byte[64 * 1024];
		try (from; to) {
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			int length = input.read(buffer);
			while (length >= 0) {
				if (this.frozen) {
					// Until somebody hangs up; what comes after that is not passed on
					input.transferTo(OutputStream.nullOutputStream());
					return;
				}
				if (replies && this.repliesLeft.get() != NO_LIMIT && this.repliesLeft.decrementAndGet() < 0) {
					return;
				}
				output.write(buffer, 0, length);
				length = input.read(buffer);
			}
		}
		catch (IOException ex) {
			// One of the two has hung up
		}
		finally {
			this.open.remove(from);
			this.open.remove(to);
		}
	}

	private void hangUp() {
		this.open.forEach(this::close);
	}

	private void close(Socket socket) {
		try (socket) {
			this.open.remove(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void closeListener() {
		try (ServerSocket server = this.listener) {
			this.listener = null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		closeListener();
		hangUp();
		this.threads.shutdownNow();
	}

}
