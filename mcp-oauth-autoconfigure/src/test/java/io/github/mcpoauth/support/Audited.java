package io.github.mcpoauth.support;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.actuate.audit.InMemoryAuditEventRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that keeps audit events, and its operator.
 */
@Configuration(proxyBeanMethods = false)
public class Audited {

	/** Has Actuator show what it can. */
	public static final String[] EXPOSED = {
			"management.endpoints.web.exposure.include=auditevents,env,configprops,loggers,beans,conditions,mappings,prometheus",
			"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always" };

	@Bean
	AuditEventRepository auditEventRepository() {
		return new InMemoryAuditEventRepository();
	}

	/** What an endpoint of Actuator says. */
	public static String actuator(TestServer server, String endpoint) {
		byte[] credentials = "alice:wonderland".getBytes(StandardCharsets.UTF_8);
		Reply reply = new Http().get(server.url("/actuator/" + endpoint), "Authorization",
				"Basic " + Base64.getEncoder().encodeToString(credentials));
		if (reply.status() != 200) {
			throw new AssertionError(reply.toString());
		}
		return reply.body();
	}

}
