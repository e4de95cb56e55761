package io.github.mcpoauth.bench;

import java.io.UncheckedIOException;
import java.util.ArrayList;
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
		if (arguments.contains("profile")) {
			new Profile(settings, report).run();
			return;
		}
		List<String> failed = new ArrayList<>();
		try (Fleet fleet = new Fleet(settings.quick())) {
			Map<String, Runnable> parts = parts(settings, report, fleet);
			boolean all = parts.keySet().stream().noneMatch(arguments::contains);
			parts.forEach((name, part) -> {
				if ((all || arguments.contains(name)) && !succeeds(name, part, report)) {
					failed.add(name);
				}
			});
		}
		report.print();
		System.exit(failed.isEmpty() ? 0 : 1);
	}

	/** What the others have measured is not lost. */
	private static boolean succeeds(String name, Runnable part, Report report) {
		try {
			part.run();
			return true;
		}
		catch (IllegalStateException | UncheckedIOException ex) {
			report.note(name + " failed: " + ex);
			return false;
		}
	}

	private static Map<String, Runnable> parts(Settings settings, Report report, Fleet fleet) {
		Map<String, Runnable> parts = new LinkedHashMap<>();
		// First, while nothing else runs
		parts.put("start", new Start(settings, report)::run);
		parts.put("calls", new ProtectedCalls(settings, report, fleet)::run);
		parts.put("circumstances", new Circumstances(settings, report, fleet)::run);
		parts.put("flood", new Flood(settings, report, fleet)::run);
		parts.put("documents", new Documents(settings, report, fleet)::run);
		parts.put("registrations", new Registrations(settings, report, fleet)::run);
		parts.put("grants", new Grants(settings, report, fleet)::run);
		parts.put("instances", new Instances(settings, report)::run);
		parts.put("tokens", new ConfidentialClients(settings, report, fleet)::run);
		parts.put("logins", new Logins(settings, report, fleet)::run);
		return parts;
	}

}
