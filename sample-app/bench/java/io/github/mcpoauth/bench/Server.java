package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A variant that runs, in a virtual machine of its own or with others in one.
 */
final class Server implements AutoCloseable {

	private static final long PATIENCE_NANOS = Duration.ofMinutes(10).toNanos();

	private static final Set<Integer> PORTS = new HashSet<>();

	private final VirtualMachine machine;

	private final boolean alone;

	private final int port;

	private boolean warm;

	private Server(VirtualMachine machine, boolean alone, int port) {
		this.machine = machine;
		this.alone = alone;
		this.port = port;
	}

	static Server start(Variant variant, String... properties) {
		return start(List.of("-Xms512m"), variant, properties);
	}

	/**
	 * Starts one in a virtual machine of its own.
	 * @param flags flags of the virtual machine
	 */
	static Server start(List<String> flags, Variant variant, String... properties) {
		VirtualMachine machine = VirtualMachine.start(variant.name().toLowerCase(Locale.ROOT), flags);
		return new Server(machine, true, start(machine, variant, properties));
	}

	/** Starts one in a virtual machine that has others as well. */
	static Server startIn(VirtualMachine machine, Variant variant, String... properties) {
		return new Server(machine, false, start(machine, variant, properties));
	}

	private static int start(VirtualMachine machine, Variant variant, String... properties) {
		int port = freePort();
		machine.send(BenchServer.start(variant, port, properties));
		return port;
	}

	/** One that no other server was given: they bind theirs much later. */
	private static int freePort() {
		while (true) {
			try (ServerSocket free = new ServerSocket(0)) {
				if (PORTS.add(free.getLocalPort())) {
					return free.getLocalPort();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	/** Waits until it listens. */
	void await() {
		this.machine.goOn();
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		while (!listens()) {
			if (!this.machine.isAlive() || System.nanoTime() > deadline) {
				this.machine.close();
				throw new IllegalStateException("A server did not start; see target/bench-*.log");
			}
			VirtualMachine.pause(20);
		}
	}

	private boolean listens() {
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			return socket.isConnected();
		}
		catch (ConnectException ex) {
			return false;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Whether it was warmed up before, with whatever it was. */
	boolean isWarm() {
		return this.warm;
	}

	/** From now on it is. */
	void warmedUp() {
		this.warm = true;
	}

	VirtualMachine machine() {
		return this.machine;
	}

	int port() {
		return this.port;
	}

	String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	@Override
	public void close() {
		if (this.alone) {
			this.machine.close();
		}
		else {
			this.machine.goOn();
			this.machine.send(BenchServer.stop(this.port));
		}
	}

}
