package io.github.mcpoauth.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * A TLS connection to one of several addresses that were checked before. The name is not
 * resolved again: whoever answers for it could name another address the second time. The
 * certificate has to be the name's all the same. Another thread may close it at any time,
 * also while it is being opened.
 */
final class GuardedConnection implements Closeable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

	private volatile boolean closed;

	private volatile @Nullable Socket socket;

	/**
	 * Connects to the first of the addresses that answers.
	 * @param host the name that the certificate has to be for
	 * @param addresses where it is
	 * @param port the port
	 * @return the socket, after the TLS handshake
	 * @throws IOException if no address answers, or if the certificate is not valid
	 */
	SSLSocket open(String host, List<InetAddress> addresses, int port) throws IOException {
		return startTls(connect(addresses, port), host, port);
	}

	private Socket connect(List<InetAddress> addresses, int port) throws IOException {
		IOException failure = new IOException("no address");
		for (InetAddress address : addresses) {
			Socket attempt = newSocket();
			try {
				attempt.connect(new InetSocketAddress(address, port), (int) CONNECT_TIMEOUT.toMillis());
				return attempt;
			}
			catch (IOException ex) {
				attempt.close();
				failure = ex;
			}
		}
		throw failure;
	}

	/**
	 * Without a proxy, which would connect to an address of its own choice.
	 */
	private Socket newSocket() throws IOException {
		Socket created = new Socket(Proxy.NO_PROXY);
		this.socket = created;
		if (this.closed) {
			created.close();
		}
		return created;
	}

	private static SSLSocket startTls(Socket plain, String host, int port) throws IOException {
		try {
			SSLSocket secure = (SSLSocket) SSLContext.getDefault()
				.getSocketFactory()
				.createSocket(plain, host, port, true);
			SSLParameters parameters = secure.getSSLParameters();
			// RFC 9110 section 4.3.4. A socket, unlike an HTTPS client, doesn't look at
			// the name by itself
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			secure.setSSLParameters(parameters);
			secure.startHandshake();
			return secure;
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IOException("this JVM has no TLS", ex);
		}
	}

	/**
	 * Closes the socket below TLS: closing politely would wait for who is on the other
	 * side.
	 */
	@Override
	public void close() {
		this.closed = true;
		Socket current = this.socket;
		if (current != null) {
			try {
				current.close();
			}
			catch (IOException ex) {
				// It is of no use any more, whatever is wrong with it
			}
		}
	}

}
