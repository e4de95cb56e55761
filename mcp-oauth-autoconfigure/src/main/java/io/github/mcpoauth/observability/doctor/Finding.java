package io.github.mcpoauth.observability.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param id which check, in lower case with hyphens; stays the same in later versions
 * @param verdict how good or bad it is
 * @param seen what was seen, in one sentence; nothing secret
 * @param fix what to do about it, or {@code null} if there is nothing to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(String id, Verdict verdict, String seen, @Nullable String fix) {

	private static final int LONGEST = 600;

	/** What was seen may be the words of a foreign server, and terminals obey some. */
	public Finding {
		seen = seen.replaceAll("\\p{Cntrl}+", " ");
		seen = (seen.length() > LONGEST) ? seen.substring(0, LONGEST) + "…" : seen;
	}

	/**
	 * Something is as it should be.
	 * @param id which check
	 * @param seen what was seen
	 * @return the finding
	 */
	public static Finding ok(String id, String seen) {
		return new Finding(id, Verdict.OK, seen, null);
	}

	/**
	 * Something will be a trouble to some clients, or some day.
	 * @param id which check
	 * @param seen what was seen
	 * @param fix what to do about it
	 * @return the finding
	 */
	public static Finding warning(String id, String seen, String fix) {
		return new Finding(id, Verdict.WARNING, seen, fix);
	}

	/**
	 * Something keeps clients from connecting, or puts people at risk.
	 * @param id which check
	 * @param seen what was seen
	 * @param fix what to do about it
	 * @return the finding
	 */
	public static Finding failure(String id, String seen, String fix) {
		return new Finding(id, Verdict.FAILURE, seen, fix);
	}

}
