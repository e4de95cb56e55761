package io.github.mcpoauth.observability.doctor;

import java.util.List;
import java.util.Locale;

/**
 * All that the doctor found. Immutable.
 *
 * @param subject what was looked at, such as the URL of an MCP server
 * @param verdict the worst of all
 * @param findings what each check found, in the order of the checks
 */
public record DoctorReport(String subject, Verdict verdict, List<Finding> findings) {

	/**
	 * Collects what was found.
	 * @param subject what was looked at
	 * @param findings what was found
	 * @return the report
	 */
	public static DoctorReport of(String subject, List<Finding> findings) {
		Verdict worst = findings.stream().map(Finding::verdict).reduce(Verdict.OK, Verdict::and);
		return new DoctorReport(subject, worst, List.copyOf(findings));
	}

	/**
	 * How many checks had a verdict.
	 * @param wanted the verdict
	 * @return how many
	 */
	public long count(Verdict wanted) {
		return this.findings.stream().filter((finding) -> finding.verdict() == wanted).count();
	}

	/**
	 * The report for people: a line for each check, with the fix below it where there is
	 * something to do, and the sum of it at the end.
	 * @return lines, the last one with an end of line, too
	 */
	public String toText() {
		StringBuilder text = new StringBuilder(this.subject).append(System.lineSeparator());
		for (Finding finding : this.findings) {
			text.append(String.format(Locale.ROOT, "%n%-7s  %s: %s", finding.verdict(), finding.id(), finding.seen()));
			if (finding.fix() != null) {
				text.append(String.format(Locale.ROOT, "%n         %s", finding.fix()));
			}
		}
		text.append(String.format(Locale.ROOT, "%n%n%d ok, %d to be warned of, %d failed%n", count(Verdict.OK),
				count(Verdict.WARNING), count(Verdict.FAILURE)));
		return text.toString();
	}

}
