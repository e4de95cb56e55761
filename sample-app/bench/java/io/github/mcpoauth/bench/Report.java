package io.github.mcpoauth.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table, and a line for each ratio that other programs can read.
 */
final class Report {

	/** Beyond that, a figure says more about the machine than about the code. */
	private static final double TOO_NOISY = 0.15;

	private final PrintStream out;

	private final List<Ratio> ratios = new ArrayList<>();

	Report(PrintStream out) {
		this.out = out;
	}

	void figures(String title, Map<String, Comparison.Figures> figures) {
		this.out.printf(Locale.ROOT, "%n%s%n%-34s %12s %14s %8s%n", title, "", "requests/s", "CPU us/request",
				"spread");
		figures.forEach((name, all) -> this.out.printf(Locale.ROOT, "%-34s %,12.0f %14.1f %7.0f%%%n", name,
				all.perSecond(), all.cpuMicros(), all.spread() * 100));
		boolean noisy = figures.values().stream().anyMatch((all) -> all.spread() > TOO_NOISY);
		if (noisy) {
			this.out.println("The machine was too noisy to tell: run it again when it has nothing else to do.");
		}
		this.out.flush();
	}

	/** What is not in the table, and why. */
	void note(String note) {
		this.out.printf("%n%s%n", note);
		this.out.flush();
	}

	void parts(String title, Map<String, Double> parts) {
		this.out.printf(Locale.ROOT, "%n%s%n", title);
		parts.forEach((name, value) -> this.out.printf(Locale.ROOT, "%-34s %12.1f%n", name, value));
		this.out.flush();
	}

	void ratio(String name, double value, String goal) {
		this.ratios.add(new Ratio(name, value, goal));
	}

	void print() {
		this.out.printf(Locale.ROOT, "%n%-36s %10s   %s%n", "", "ratio", "goal");
		this.ratios.forEach((ratio) -> this.out.printf(Locale.ROOT, "%-36s %10.3f   %s%n", ratio.name(), ratio.value(),
				ratio.goal()));
		this.out.println();
		this.ratios.forEach((ratio) -> this.out.printf(Locale.ROOT, "ratio %s %.3f%n", ratio.name(), ratio.value()));
		this.out.flush();
	}

	private record Ratio(String name, double value, String goal) {
	}

}
