package com.flexinference.test.app;

import org.springframework.stereotype.Service;

/**
 * A component that has nothing to do with FlexInference.
 */
@Service
public class OtherService {

}
