package io.github.mcpoauth.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What the web server is when no base URL is configured: one for this machine only. That
 * nobody else can reach it is what allows {@code http://localhost} to be its public URL;
 * so the server is bound to the loopback address, and whatever speaks of other clients
 * (an address, a proxy, a platform) fails the startup.
 */
final class LoopbackServer implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

	private static final Log logger = LogFactory.getLog(LoopbackServer.class);

	private final boolean active;

	private final boolean bind;

	private final int port;

	private final String baseUrl;

	private LoopbackServer(boolean active, boolean bind, int port, String baseUrl) {
		this.active = active;
		this.bind = bind;
		this.port = port;
		this.baseUrl = baseUrl;
	}

	static LoopbackServer none() {
		return new LoopbackServer(false, false, -1, "");
	}

	static LoopbackServer of(Environment environment) {
		refuseOtherClients(environment);
		int port = environment.getProperty("server.port", Integer.class, 8080);
		if (port == 0) {
			// URLs are computed once, so the port has to be known before the server
			// starts
			port = freePort();
		}
		String scheme = isTls(environment) ? "https" : "http";
		String contextPath = environment.getProperty("server.servlet.context-path", "");
		boolean bind = !StringUtils.hasText(environment.getProperty("server.address"));
		return new LoopbackServer(true, bind, port, scheme + "://localhost:" + port + contextPath);
	}

	private static void refuseOtherClients(Environment environment) {
		String address = environment.getProperty("server.address");
		if (StringUtils.hasText(address) && !isLoopback(address)) {
			throw baseUrlNeeded("server.address is " + address + ", so other machines reach the server");
		}
		String forwardHeaders = environment.getProperty("server.forward-headers-strategy", "none");
		if (!forwardHeaders.equalsIgnoreCase("none")) {
			throw baseUrlNeeded("server.forward-headers-strategy is " + forwardHeaders
					+ ", so clients reach the server through a proxy");
		}
		CloudPlatform platform = CloudPlatform.getActive(environment);
		if (platform != null && platform != CloudPlatform.NONE) {
			throw baseUrlNeeded("the application runs on " + platform + ", so clients reach it from elsewhere");
		}
	}

	static McpOAuthConfigurationException baseUrlNeeded(String reason) {
		return new McpOAuthConfigurationException("mcp.oauth.base-url", null, reason,
				"Set it to the URL at which clients reach this application, such as https://mcp.example.com. "
						+ "It is never taken from a request, because anybody can write a Host header");
	}

	private static boolean isLoopback(String address) {
		try {
			return InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static boolean isTls(Environment environment) {
		boolean configured = environment.getProperty("server.ssl.bundle") != null
				|| environment.getProperty("server.ssl.key-store") != null
				|| environment.getProperty("server.ssl.certificate") != null;
		return configured && environment.getProperty("server.ssl.enabled", Boolean.class, true);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The public URL of this server.
	 */
	String baseUrl() {
		return this.baseUrl;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (!this.active) {
			return;
		}
		factory.setPort(this.port);
		if (this.bind) {
			factory.setAddress(InetAddress.getLoopbackAddress());
			logger
				.info("mcp.oauth.base-url is not set, so the server listens on this machine only, at " + this.baseUrl);
		}
	}

	/**
	 * After Spring Boot's own customizers, which apply {@code server.port}.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
