package io.github.mcpoauth.support;

import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.authorizationserver.user.AllowedUsers;

/**
 * Lets users log in until a test says otherwise, by the bean {@link AtomicBoolean}.
 */
@Configuration(proxyBeanMethods = false)
public class AdmissionSwitch {

	@Bean
	AtomicBoolean allowed() {
		return new AtomicBoolean(true);
	}

	@Bean
	AllowedUsers allowedUsers(AtomicBoolean allowed) {
		return (user) -> allowed.get() ? null : "Not any more.";
	}

}
