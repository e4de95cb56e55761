package io.github.mcpoauth.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures, prints one table, and decides nothing. The arguments are {@code --quick} and
 * the names of parts; without any, all of them but the profile.
 */
public final class Bench {

	private Bench() {
	}

	public static void main(String[] args) {
		List<String> arguments = List.of(args);
		Settings settings = Settings.of(arguments);
		Report report = new Report(System.out);
		Map<String, Runnable> parts = new LinkedHashMap<>();
		parts.put("calls", new ProtectedCalls(settings, report)::run);
		parts.put("flood", new Flood(settings, report)::run);
		parts.put("documents", new Documents(settings, report)::run);
		parts.put("registrations", new Registrations(settings, report)::run);
		parts.put("grants", new Grants(settings, report)::run);
		parts.put("tokens", new ConfidentialClients(settings, report)::run);
		parts.put("logins", new Logins(settings, report)::run);
		parts.put("start", new Start(settings, report)::run);
		if (arguments.contains("profile")) {
			new Profile(settings, report).run();
			return;
		}
		boolean all = parts.keySet().stream().noneMatch(arguments::contains);
		parts.forEach((name, part) -> {
			if (all || arguments.contains(name)) {
				part.run();
			}
		});
		report.print();
	}

}
