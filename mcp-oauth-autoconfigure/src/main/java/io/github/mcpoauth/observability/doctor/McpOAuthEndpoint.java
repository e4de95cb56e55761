package io.github.mcpoauth.observability.doctor;

import java.util.List;
import java.util.function.Supplier;

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

	private final Supplier<List<DoctorCheck>> checks;

	/**
	 * Makes the endpoint.
	 * @param subject what is looked at
	 * @param checks gives the checks in their order. Asked for when there is a report to
	 * be made: an endpoint is needed before much of what they look at is there.
	 */
	public McpOAuthEndpoint(String subject, Supplier<List<DoctorCheck>> checks) {
		this.subject = subject;
		this.checks = checks;
	}

	/**
	 * Looks at everything.
	 * @return what was found
	 */
	@ReadOperation
	public DoctorReport report() {
		return DoctorReport.of(this.subject,
				this.checks.get().stream().flatMap((check) -> check.check().stream()).toList());
	}

}
