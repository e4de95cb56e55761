package io.github.mcpoauth.autoconfigure;

import java.net.URI;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.mcpoauth.authorizationserver.login.LoginPaths;
import io.github.mcpoauth.authorizationserver.login.LoginUpstream;
import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.upstream.UpstreamProvider;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The upstreams to log in at.
 *
 * @param all all of them
 */
record LoginUpstreams(List<LoginUpstream> all) {

	private static final Log logger = LogFactory.getLog(LoginUpstreams.class);

	LoginUpstreams {
		all = List.copyOf(all);
	}

	/**
	 * Says what has to be registered where: a wrong callback URL is what goes wrong most
	 * often.
	 */
	static LoginUpstreams of(List<LoginUpstream> all, PublicUrls urls) {
		all.forEach(
				(upstream) -> logger.info("Users log in at " + upstream.label() + ". Its client " + upstream.clientId()
						+ " needs the callback URL " + urls.endpoint(LoginPaths.callback(upstream.name()))));
		return new LoginUpstreams(all);
	}

	/**
	 * Warns of upstreams at which everybody can have an account, where no list says who
	 * may go on.
	 */
	void warnOfOpenDoors() {
		for (LoginUpstream upstream : this.all) {
			if (upstream.rule().isEmpty() && isPublic(upstream.settings())) {
				logger.warn("Everybody who has an account at " + upstream.label()
						+ " can log in and gets tokens. List who may below the login.allowed-* properties of "
						+ "mcp.oauth.upstream, unless that is what you want.");
			}
		}
	}

	private static boolean isPublic(UpstreamSettings settings) {
		return settings.provider() == UpstreamProvider.GOOGLE || (settings.provider() == UpstreamProvider.GITHUB
				&& "github.com".equals(URI.create(settings.issuer()).getHost()));
	}

}
