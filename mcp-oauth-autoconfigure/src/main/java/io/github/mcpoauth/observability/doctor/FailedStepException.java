package io.github.mcpoauth.observability.doctor;

import java.io.Serial;

/**
 * A client does not get beyond a step.
 */
final class FailedStepException extends Exception {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String fix;

	/**
	 * Makes an exception.
	 * @param step which step, and what was seen there
	 * @param fix what to do about it
	 */
	FailedStepException(String step, String fix) {
		super(step);
		this.fix = fix;
	}

	String fix() {
		return this.fix;
	}

}
