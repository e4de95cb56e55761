package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.mcpoauth.core.PublicUrls;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.HttpProbe;
import io.github.mcpoauth.observability.doctor.Doctor;
import io.github.mcpoauth.observability.doctor.DoctorCheck;
import io.github.mcpoauth.observability.doctor.McpOAuthEndpoint;
import io.github.mcpoauth.observability.doctor.SelfCheck;
import io.github.mcpoauth.observability.doctor.UpstreamCheck;
import io.github.mcpoauth.resource.ProtectedResources;
import io.github.mcpoauth.upstream.UpstreamMetadata;
import io.github.mcpoauth.upstream.UpstreamSettings;

/**
 * The doctor in Actuator, with the checks that ask others.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
class DoctorEndpointConfiguration {

	/**
	 * Inside, because without Actuator there is not even the condition.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnAvailableEndpoint(McpOAuthEndpoint.class)
	static class AvailableEndpoint {

		@Bean
		@Order(7)
		@ConditionalOnBean(UpstreamMetadata.class)
		DoctorCheck mcpUpstreamCheck(UpstreamSettings settings, UpstreamMetadata metadata, HttpFetcher fetcher) {
			return new UpstreamCheck(settings.issuer(), metadata, new HttpProbe(fetcher), Clock.systemUTC());
		}

		@Bean
		@Order(8)
		DoctorCheck mcpSelfCheck(Doctor doctor, ProtectedResources resources) {
			return new SelfCheck(doctor,
					resources.all().stream().map((resource) -> resource.identifier().toString()).toList());
		}

		@Bean
		@ConditionalOnMissingBean
		Doctor mcpDoctor(HttpFetcher fetcher) {
			return new Doctor(new HttpProbe(fetcher), Clock.systemUTC());
		}

		@Bean
		@ConditionalOnMissingBean
		McpOAuthEndpoint mcpOAuthEndpoint(PublicUrls urls, ObjectProvider<DoctorCheck> checks) {
			return new McpOAuthEndpoint(urls.toString(), checks.orderedStream().toList());
		}

	}

}
