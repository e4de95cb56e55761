package io.github.mcpoauth.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;

/**
 * A port of all addresses of this machine that nobody has a reason to connect to. It
 * tells who was made to all the same, and at which address.
 */
public final class Tripwire implements ClosedAfterAll {

	private final List<InetAddress> connections = new CopyOnWriteArrayList<>();

	private final SynchronousQueue<Integer> seen = new SynchronousQueue<>();

	private final ServerSocket socket;

	private volatile int marker;

	public Tripwire() {
		try {
			this.socket = new ServerSocket(0);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		Thread thread = new Thread(this::accept, "tripwire");
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try (Socket connection = this.socket.accept()) {
				if (connection.getPort() == this.marker) {
					this.seen.put(this.marker);
				}
				else {
					this.connections.add(connection.getLocalAddress());
				}
			}
			catch (IOException ex) {
				// The client has gone, or the socket is closed
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	public int port() {
		return this.socket.getLocalPort();
	}

	/** The address of something that is not there. */
	public String url() {
		return "https://localhost:" + port() + "/tripwire";
	}

	/**
	 * The addresses that were connected to so far. Whoever came before is let in before
	 * this one.
	 */
	public synchronized List<InetAddress> connections() {
		try (Socket self = new Socket()) {
			self.bind(null);
			this.marker = self.getLocalPort();
			self.connect(this.socket.getLocalSocketAddress());
			this.seen.take();
			return List.copyOf(this.connections);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
