package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.util.StringUtils;

import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * Whether tokens outlive a restart.
 *
 * @param properties the configured keys
 * @param own whether the keys are a bean of the application's
 */
record SigningKeysCheck(SigningKeyProperties properties, boolean own) implements DoctorCheck {

	private static final String ID = "signing-keys";

	@Override
	public List<Finding> check() {
		if (this.own) {
			return List.of(Finding.ok(ID, "a JWKSource bean of the application's"));
		}
		int keys = this.properties.signingKeys().size();
		if (keys > 0) {
			return List.of(Finding.ok(ID, keys + " configured, the first one signs"));
		}
		// With another base URL than a loopback one, this does not start
		return List.of(Finding.ok(ID,
				StringUtils.hasText(this.properties.generatedKeyFile())
						? "made once and kept in a file, for one instance"
						: "made at this start, which is enough on this machine"));
	}

}
