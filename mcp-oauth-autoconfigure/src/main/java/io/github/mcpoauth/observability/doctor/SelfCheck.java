package io.github.mcpoauth.observability.doctor;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at this application from outside, at the URL that clients are given. That it
 * can't be reached from here says nothing about clients: many networks have no way back
 * to themselves.
 */
public final class SelfCheck implements DoctorCheck {

	private final Doctor doctor;

	private final List<String> endpoints;

	/**
	 * Makes a check.
	 * @param doctor looks
	 * @param endpoints the public URLs of the MCP endpoints
	 */
	public SelfCheck(Doctor doctor, List<String> endpoints) {
		this.doctor = doctor;
		this.endpoints = List.copyOf(endpoints);
	}

	@Override
	public List<Finding> check() {
		return this.endpoints.stream().flatMap(this::examine).toList();
	}

	private Stream<Finding> examine(String endpoint) {
		List<Finding> findings = this.doctor.examine(URI.create(endpoint), new Doctor.Examination(false, null))
			.findings();
		Finding first = findings.get(0);
		return (first.verdict() == Verdict.FAILURE)
				? Stream.of(Finding.warning("self", first.seen(),
						"Run the doctor from where clients are: java -jar sample-app.jar doctor --url " + endpoint))
				: findings.stream();
	}

	@Override
	public boolean asksOthers() {
		return true;
	}

}
