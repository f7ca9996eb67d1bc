import Commands

// Before anything starts a thread: what has several may not enter a user namespace.
SwiftLambda.becomeIsolatedProgram()
await SwiftLambda.main()
