package io.github.mcpoauth.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

import io.github.mcpoauth.sample.client.ClientCommand;

/**
 * Starts the sample MCP server; with {@code demo} or {@code token}, a client; with
 * {@code doctor}, what looks at a server.
 */
@SpringBootApplication
public class SampleApplication {

	public static void main(String[] args) {
		if (ClientCommand.is(args)) {
			System.exit(DemoServer.command(System.out, System.err).run(args));
		}
		if (args.length > 0 && args[0].equals(DoctorCommand.NAME)) {
			System.exit(new DoctorCommand(System.out, System.err).run(args));
		}
		SpringApplication.run(SampleApplication.class, args);
	}

}
