package io.github.mcpoauth.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where users can log in nowhere else, or where a local one is configured: nobody
 * wants a generated user beside an identity provider.
 */
class OnLocalUserCondition extends SpringBootCondition {

	private static final String PASSWORD = "spring.security.user.password";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean configured = StringUtils.hasText(context.getEnvironment().getProperty(PASSWORD));
		boolean needed = configured || !OnUpstreamLoginCondition.isConfigured(context.getEnvironment());
		return new ConditionOutcome(needed,
				ConditionMessage.forCondition("local user")
					.because(needed ? PASSWORD + " is set, or there is no other login"
							: "users log in at an identity provider"));
	}

}
