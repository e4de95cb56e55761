package io.github.mcpoauth.observability.doctor;

import java.util.List;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The doctor at {@code /actuator/mcpoauth}: read only, and nothing secret in it. It asks
 * the identity provider and this application itself, so each request takes seconds; set
 * {@code management.endpoint.mcpoauth.cache.time-to-live} where it is asked often.
 */
@Endpoint(id = "mcpoauth", defaultAccess = Access.READ_ONLY)
public final class McpOAuthEndpoint {

	private final String subject;

	private final List<DoctorCheck> checks;

	/**
	 * Makes the endpoint.
	 * @param subject what is looked at
	 * @param checks look at it, in this order
	 */
	public McpOAuthEndpoint(String subject, List<DoctorCheck> checks) {
		this.subject = subject;
		this.checks = List.copyOf(checks);
	}

	/**
	 * Looks at everything.
	 * @return what was found
	 */
	@ReadOperation
	public DoctorReport report() {
		return DoctorReport.of(this.subject, this.checks.stream().flatMap((check) -> check.check().stream()).toList());
	}

}
