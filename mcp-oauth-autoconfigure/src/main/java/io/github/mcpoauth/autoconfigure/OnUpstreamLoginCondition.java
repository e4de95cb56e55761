package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

import io.github.mcpoauth.upstream.UpstreamProvider;

/**
 * Matches where an identity provider is configured that users of the embedded
 * authorization server can log in at: it has to know this server as its client.
 */
class OnUpstreamLoginCondition extends SpringBootCondition {

	private static final String UPSTREAM = "mcp.oauth.upstream";

	private static final String UPSTREAMS = "mcp.oauth.upstreams";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean configured = isConfigured(context.getEnvironment());
		return new ConditionOutcome(configured,
				ConditionMessage.forCondition("login at identity providers")
					.because((configured ? "there is a client" : "there is no client") + " in " + UPSTREAM + " or "
							+ UPSTREAMS));
	}

	static boolean isConfigured(Environment environment) {
		return isLoginOnly(environment) || StringUtils.hasText(environment.getProperty(UPSTREAM + ".client-id"));
	}

	/**
	 * Whether what is configured makes sense for logins only, and in no other mode.
	 */
	static boolean isLoginOnly(Environment environment) {
		Binder binder = Binder.get(environment);
		boolean several = binder.bind(UPSTREAMS, Bindable.mapOf(String.class, Object.class))
			.map((upstreams) -> !upstreams.isEmpty())
			.orElse(false);
		return several
				|| binder.bind(UPSTREAM + ".provider", UpstreamProvider.class).orElse(null) == UpstreamProvider.GITHUB;
	}

}
