package io.github.mcpoauth.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table of what the specification demands. Written by hand are the demands, and why
 * one has no test; the tests are written from what they say of themselves.
 */
final class ConformancePage {

	private static final Pattern ROW = Pattern.compile("\\| ([A-E]\\d+) \\|(.*)\\|([^|]*)\\|");

	private static final Pattern PROOF = Pattern.compile("`\\w+Tests\\.\\w+`(, |\\. |$)");

	private final List<String> lines;

	ConformancePage(String text) {
		this.lines = text.lines().toList();
	}

	/** All rows in their order. */
	List<String> rows() {
		return matches().stream().map((row) -> row.group(1)).toList();
	}

	/** The rows that no test proves, though nothing says why. */
	List<String> unexplained(Map<String, SortedSet<String>> proofs) {
		return matches().stream()
			.filter((row) -> !proofs.containsKey(row.group(1)) && reason(row).isEmpty())
			.map((row) -> row.group(1))
			.toList();
	}

	/** The page with the tests that there are. */
	String render(Map<String, SortedSet<String>> proofs) {
		return this.lines.stream().map((line) -> {
			Matcher row = ROW.matcher(line);
			if (!row.matches()) {
				return line;
			}
			SortedSet<String> tests = proofs.get(row.group(1));
			String shown = (tests != null)
					? tests.stream().map((test) -> "`" + test + "`").collect(Collectors.joining(", ")) : "";
			String reason = reason(row);
			String between = shown.isEmpty() || reason.isEmpty() ? "" : ". ";
			return "| " + row.group(1) + " |" + row.group(2) + "| " + shown + between + reason + " |";
		}).collect(Collectors.joining("\n", "", "\n"));
	}

	private List<Matcher> matches() {
		List<Matcher> matches = new ArrayList<>();
		for (String line : this.lines) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				matches.add(row);
			}
		}
		return matches;
	}

	private static String reason(Matcher row) {
		return PROOF.matcher(row.group(3).trim()).replaceAll("").trim();
	}

}
