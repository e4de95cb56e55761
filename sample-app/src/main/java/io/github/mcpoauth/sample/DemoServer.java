package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;

import org.slf4j.LoggerFactory;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedRuntimeException;

import io.github.mcpoauth.resource.ProtectedResource;
import io.github.mcpoauth.sample.client.ClientCommand;
import io.github.mcpoauth.sample.client.LocalServer;

/**
 * This server, for the demo that shows a client with it.
 *
 * @param context the running application
 */
record DemoServer(ConfigurableApplicationContext context) implements LocalServer {

	private static final String LOGGING = "logback-demo.xml";

	static ClientCommand command(PrintStream out, PrintStream err) {
		keepQuiet();
		return new ClientCommand(DemoServer::start, out, err);
	}

	/** Before Spring Boot is there, Logback would log everything. */
	private static void keepQuiet() {
		System.setProperty("logback.configurationFile", LOGGING);
		LoggerFactory.getILoggerFactory();
		System.clearProperty("logback.configurationFile");
	}

	static DemoServer start(List<String> arguments) throws IOException {
		try {
			return new DemoServer(new SpringApplicationBuilder(SampleApplication.class).profiles("demo")
				.run(arguments.toArray(String[]::new)));
		}
		catch (NestedRuntimeException ex) {
			throw new IOException(reason(ex).getMessage(), ex);
		}
	}

	/** Below the port that is taken there is only the operating system's word for it. */
	private static Throwable reason(NestedRuntimeException failure) {
		Throwable reason = failure;
		while (reason.getCause() != null && !(reason instanceof PortInUseException)) {
			reason = reason.getCause();
		}
		return reason;
	}

	@Override
	public URI mcp() {
		return URI.create(this.context.getBean(ProtectedResource.class).identifier().toString());
	}

	@Override
	public void close() {
		this.context.close();
	}

}
