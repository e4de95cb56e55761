package io.github.mcpoauth.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.Finding;

/**
 * What this server is to its clients.
 *
 * @param mode the mode
 * @param urls where clients reach it
 */
record BaseUrlCheck(ModeDecision mode, PublicUrls urls) implements DoctorCheck {

	@Override
	public List<Finding> check() {
		List<Finding> findings = new ArrayList<>();
		findings.add(Finding.ok("mode", this.mode.name() + ": " + this.mode.reason()));
		if (this.urls.isLoopback()) {
			findings.add(Finding.ok("base-url", this.urls + ", for clients on this machine only"));
		}
		else if (this.urls.isSecure()) {
			findings.add(Finding.ok("base-url", this.urls + " is what clients see, over https"));
		}
		else {
			findings.add(Finding.warning("base-url", this.urls + " is plain http: who is on the way can use the tokens",
					"Use https. mcp.oauth.allow-http is for networks that are protected otherwise"));
		}
		return findings;
	}

}
