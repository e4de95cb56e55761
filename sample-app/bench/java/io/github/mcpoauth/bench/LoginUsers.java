package io.github.mcpoauth.bench;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The same user for each authorization server, whose password is hashed as fast as bcrypt
 * can: what it takes by default is fifty times that, and would hide all else.
 */
@ConditionalOnProperty("bench.login-users")
@Configuration(proxyBeanMethods = false)
class LoginUsers {

	private static final int LOWEST = 4;

	@Bean
	PasswordEncoder passwords() {
		return new BCryptPasswordEncoder(LOWEST);
	}

	@Bean
	InMemoryUserDetailsManager users(PasswordEncoder passwords) {
		return new InMemoryUserDetailsManager(
				User.withUsername("alice").password(passwords.encode("wonderland")).roles("USER").build());
	}

}
