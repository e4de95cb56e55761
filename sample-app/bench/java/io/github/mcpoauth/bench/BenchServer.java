package io.github.mcpoauth.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Scanner;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts and stops variants, as it is told on its standard input. When that ends, which
 * it does with the benchmark, all of them do.
 */
public final class BenchServer {

	private static final String SEPARATOR = "\t";

	private static final String PORT = "server.port";

	private final Map<String, ConfigurableApplicationContext> running = new HashMap<>();

	private BenchServer() {
	}

	public static void main(String[] args) {
		BenchServer server = new BenchServer();
		try (Scanner commands = new Scanner(System.in)) {
			while (commands.hasNextLine()) {
				server.obey(commands.nextLine().split(SEPARATOR));
			}
		}
		finally {
			// Also when one did not start: others would keep the virtual machine alive
			System.exit(0);
		}
	}

	/** The command that starts a variant. */
	static String start(Variant variant, int port, String... properties) {
		return String.join(SEPARATOR, "start", variant.name(), PORT + "=" + port, String.join(SEPARATOR, properties));
	}

	/** The command that stops what listens there. */
	static String stop(int port) {
		return String.join(SEPARATOR, "stop", Integer.toString(port));
	}

	private void obey(String[] command) {
		if (command[0].equals("stop")) {
			this.running.remove(command[1]).close();
			return;
		}
		Variant variant = Variant.valueOf(command[1]);
		Map<String, Object> properties = new HashMap<>(variant.properties());
		for (int i = 2; i < command.length; i++) {
			String[] property = command[i].split("=", 2);
			properties.put(property[0], property[1]);
		}
		SpringApplication application = new SpringApplication(variant.sources());
		application.setDefaultProperties(properties);
		this.running.put(properties.get(PORT).toString(), application.run());
	}

}
