package io.github.mcpoauth.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if somebody may add MCP servers to the registry.
 */
class OnAdminKeyCondition extends SpringBootCondition {

	private static final String ADMIN_KEY = "mcp.oauth.server-registry.admin-key";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean present = Binder.get(context.getEnvironment())
			.bind(ADMIN_KEY, Bindable.listOf(String.class))
			.orElse(List.of())
			.stream()
			.anyMatch((key) -> !key.isEmpty());
		ConditionMessage.Builder message = ConditionMessage.forCondition("administration of MCP servers");
		return new ConditionOutcome(present, message.because(ADMIN_KEY + (present ? " is set" : " is not set")));
	}

}
