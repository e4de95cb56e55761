package io.github.mcpoauth.bench;

import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;

/**
 * Starts one variant. The arguments are its name and then properties.
 */
public final class BenchServer {

	private BenchServer() {
	}

	public static void main(String[] args) {
		Variant variant = Variant.valueOf(args[0]);
		Map<String, Object> properties = new HashMap<>(variant.properties());
		for (int i = 1; i < args.length; i++) {
			String[] property = args[i].split("=", 2);
			properties.put(property[0], property[1]);
		}
		SpringApplication application = new SpringApplication(variant.sources());
		application.setDefaultProperties(properties);
		application.run();
	}

}
