package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.mcpoauth.observability.McpOAuthHealth;
import io.github.mcpoauth.registration.InMemoryRegistrationStore;
import io.github.mcpoauth.registration.RegistrationStore;
import io.github.mcpoauth.resource.AccessTokenRoute;
import io.github.mcpoauth.resource.ApiKeys;
import io.github.mcpoauth.resource.EndpointAccess;
import io.github.mcpoauth.resource.ProtectedResources;

/**
 * The health contributor {@code mcpOAuth}, where Spring Boot has health.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnEnabledHealthIndicator("mcp-oauth")
class HealthConfiguration {

	private static final String PREFIX = "management.health.mcp-oauth.";

	@Bean
	@ConditionalOnMissingBean(name = "mcpOAuthHealthContributor")
	CompositeHealthContributor mcpOAuthHealthContributor(ObjectProvider<HealthPart> parts,
			ObjectProvider<TokenIssuers> issuers, ObjectProvider<OtherCallers> others, Environment environment) {
		return new LazyHealthContributor(() -> {
			McpOAuthHealth health = new McpOAuthHealth(Clock.systemUTC(), others.getObject().any(),
					(component) -> environment.getProperty(PREFIX + component + ".enabled", Boolean.class, true));
			parts.orderedStream().forEach((part) -> part.addTo(health));
			issuers.getObject().providers().forEach(health::addIssuer);
			return health.asContributor();
		});
	}

	/**
	 * What is in the memory of this process can't be out of reach.
	 */
	@Bean
	HealthPart mcpRegistrationStoreHealth(ObjectProvider<RegistrationStore> registrations) {
		return (health) -> registrations.ifAvailable((store) -> {
			if (!(store instanceof InMemoryRegistrationStore)) {
				health.addStore("registrations", () -> store.find("health"));
			}
		});
	}

	@Bean
	@Lazy
	OtherCallers mcpOtherCallers(ApiKeys apiKeys, ObjectProvider<AccessTokenRoute> routes, ProtectedResources resources,
			McpOAuthPropertiesMapper mapper, BeanFactory beans) {
		ResourcePropertiesMapper properties = mapper.forResources();
		boolean open = resources.all()
			.stream()
			.anyMatch((resource) -> properties.of(resource).values().access() == EndpointAccess.OPEN);
		boolean ownVerifier = !beans.containsBean("mcpAccessTokenVerifier");
		return new OtherCallers(
				open || ownVerifier || !apiKeys.lookups().isEmpty() || routes.stream().findAny().isPresent());
	}

	/**
	 * Callers who are let in whatever becomes of providers and keys.
	 *
	 * @param any whether there may be any
	 */
	record OtherCallers(boolean any) {
	}

}
