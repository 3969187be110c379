package io.vfioreplay.tool.debug;

import java.util.List;

/** All that can be typed, in the order in which the help lists it. */
final class Commands {

    private Commands() {}

    static CommandTable all(Interpreter interpreter) {
        return new CommandTable(List.of(
                new StepCommand(),
                new BackCommand(),
                ContinueCommand.forwards(),
                ContinueCommand.backwards(),
                new GoCommand(),
                new StartCommand(),
                new EndCommand(),
                new WhenCommand(),
                new ListCommand(),
                new PrintCommand(),
                new StateCommand(),
                new LastCommand(),
                new NextCommand(),
                new HistoryCommand(),
                new BreakCommand(),
                new WatchCommand(),
                new StopCommand(StopCommand.Change.DELETE),
                new StopCommand(StopCommand.Change.ENABLE),
                new StopCommand(StopCommand.Change.DISABLE),
                new FindingsCommand(),
                new WhyCommand(),
                new PartingCommand(),
                new SideCommand(),
                new TogetherCommand(),
                new DiffCommand(),
                new WhatIfCommand(),
                new QueryCommand(),
                new BookmarkCommand(),
                new InfoCommand(),
                new SourceCommand(interpreter),
                new HelpCommand(interpreter),
                new QuitCommand(interpreter)));
    }
}
