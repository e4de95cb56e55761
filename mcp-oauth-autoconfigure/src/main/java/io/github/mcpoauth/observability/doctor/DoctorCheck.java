package io.github.mcpoauth.observability.doctor;

import java.util.List;

/**
 * Looks at this application from inside. Beans of this type of your own are asked as
 * well. Implementations are thread-safe and change nothing.
 */
@FunctionalInterface
public interface DoctorCheck {

	/**
	 * Looks. Nothing in the findings is secret.
	 * @return what was found; empty if there is nothing to be looked at
	 */
	List<Finding> check();

	/**
	 * Whether it asks somebody on the network, which takes its time. At startup such
	 * checks are left out.
	 * @return {@code false} by default
	 */
	default boolean asksOthers() {
		return false;
	}

}
