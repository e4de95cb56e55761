package io.github.mcpoauth.autoconfigure;

import java.time.Clock;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.mcpoauth.registration.ExpiringRegistrations;
import io.github.mcpoauth.registration.RegistrationStore;
import io.github.mcpoauth.store.Expiring;
import io.github.mcpoauth.store.StoreMaintenance;

/**
 * Looks after all stores that there are.
 */
@Configuration(proxyBeanMethods = false)
class StoreMaintenanceConfiguration {

	@Bean
	@ConditionalOnBean(RegistrationStore.class)
	ExpiringRegistrations mcpExpiringRegistrations(RegistrationStore store, RegistrationPropertiesMapper mapper) {
		return new ExpiringRegistrations(store, mapper.asLifetimes().unused());
	}

	@Bean
	@ConditionalOnBean(Expiring.class)
	StoreMaintenance mcpStoreMaintenance(ObjectProvider<Expiring> stores) {
		return StoreMaintenance.start(Clock.systemUTC(), stores.orderedStream().toList());
	}

}
