package io.github.mcpoauth.observability.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import io.github.mcpoauth.net.HttpProbe;
import io.github.mcpoauth.net.ProbeAnswer;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamUnavailableException;
import io.github.mcpoauth.web.Json;

/**
 * Whether the identity provider can be reached from here, and whether its clock is ours.
 */
public final class UpstreamCheck implements DoctorCheck {

	private final String issuer;

	private final UpstreamMetadata metadata;

	private final HttpProbe probe;

	private final Clock clock;

	/**
	 * Makes a check.
	 * @param issuer the configured issuer
	 * @param metadata what is known of the provider
	 * @param probe asks it for its keys, beside all caches
	 * @param clock tells the time here
	 */
	public UpstreamCheck(String issuer, UpstreamMetadata metadata, HttpProbe probe, Clock clock) {
		this.issuer = issuer;
		this.metadata = metadata;
		this.probe = probe;
		this.clock = clock;
	}

	@Override
	public List<Finding> check() {
		URI jwks;
		try {
			jwks = this.metadata.jwks();
		}
		catch (UpstreamUnavailableException ex) {
			return List.of(Finding.failure("upstream-metadata", String.valueOf(ex.getMessage()),
					"Reach the provider from here, and spell mcp.oauth.upstream.issuer-uri as its metadata does"));
		}
		List<Finding> findings = new ArrayList<>();
		findings.add(Finding.ok("upstream-metadata", "the metadata of " + this.issuer + " is known"));
		try {
			ProbeAnswer answer = this.probe.send("GET", jwks, Map.of("Accept", "application/json"), null);
			findings.add(keys(jwks, answer));
			Finding skew = ClockSkew.finding("upstream-clock", "This machine", this.clock.instant(),
					answer.first("date"));
			if (skew != null) {
				findings.add(skew);
			}
		}
		catch (IOException ex) {
			findings.add(unavailable(String.valueOf(ex.getMessage())));
		}
		return findings;
	}

	private static Finding keys(URI jwks, ProbeAnswer answer) {
		Map<String, @Nullable Object> document = (answer.status() == HttpStatus.OK.value())
				? Json.readObject(answer.body()) : null;
		if (document == null || !(document.get("keys") instanceof List<?> keys) || keys.isEmpty()) {
			return unavailable(jwks + " answered " + answer.status() + ", and not with keys");
		}
		return Finding.ok("upstream-keys", keys.size() + " keys at " + jwks);
	}

	private static Finding unavailable(String seen) {
		return Finding.failure("upstream-keys", seen,
				"Let this server reach that URL: without keys no token can be verified, and callers get 503");
	}

	@Override
	public boolean asksOthers() {
		return true;
	}

}
