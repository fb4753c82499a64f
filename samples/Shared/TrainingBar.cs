using System.Globalization;
using FimNet.MLNet;
using Spectre.Console;

namespace Samples.Shared;

/// <summary>A bar for each training stage; where output is no terminal, a line now and then.</summary>
internal static class TrainingBar
{
    /// <param name="watcher">Told of every step first; null for nobody.</param>
    /// <param name="train">Trains and reports its progress.</param>
    public static T Show<T>(IProgress<TrainingProgress>? watcher, Func<IProgress<TrainingProgress>, T> train)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            return train(new Both(watcher, new Lines()));
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => train(new Both(watcher, new Bars(context))));
    }

    private static string Describe(TrainingProgress progress) => string.Create(
        CultureInfo.InvariantCulture, $"stage {progress.Loss.Stage}, step {progress.Loss.Step}, L1 {progress.Loss.Reconstruction:f4}");

    private sealed class Both(IProgress<TrainingProgress>? first, IProgress<TrainingProgress> second) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            first?.Report(value);
            second.Report(value);
        }
    }

    private sealed class Bars(ProgressContext context) : IProgress<TrainingProgress>
    {
        private readonly Dictionary<int, ProgressTask> _tasks = [];

        public void Report(TrainingProgress value)
        {
            if (!_tasks.TryGetValue(value.Loss.Stage, out ProgressTask? task))
            {
                _tasks[value.Loss.Stage] = task = context.AddTask(Describe(value), maxValue: 1);
            }

            task.Description = Describe(value);
            task.Value = value.StageFraction;
        }
    }

    private sealed class Lines : IProgress<TrainingProgress>
    {
        private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
        private TimeSpan _next;

        public void Report(TrainingProgress value)
        {
            if (value.Elapsed >= _next || value.StageFraction >= 1)
            {
                _next = value.Elapsed + Interval;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Elapsed.TotalSeconds,6:f0} s  {value.StageFraction,4:p0}  {Describe(value)}"));
            }
        }
    }
}
