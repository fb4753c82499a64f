using System.Globalization;
using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.AutoML.Results;
using FimNet.MLNet.AutoML.Trials;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML;

/// <summary>All trials of an experiment.</summary>
public sealed class FimNetExperimentResults
{
    private FimNetExperimentResults(FimNetMetric metric, IReadOnlyList<TrialResult> trials, TrialResult? best)
    {
        Metric = metric;
        Trials = trials;
        Best = best;
    }

    /// <summary>What the trials are compared by.</summary>
    public FimNetMetric Metric { get; }

    /// <summary>The trials by their numbers, those that failed among them.</summary>
    public IReadOnlyList<TrialResult> Trials { get; }

    /// <summary>The best trial on the validation set of those trained to the end, or of all while there are none; <see langword="null"/> while none has a result.</summary>
    public TrialResult? Best { get; }

    /// <summary>Reads what an experiment has reached by now, also while another process works on it or after that was killed.</summary>
    /// <param name="mlContext">Loads models.</param>
    /// <param name="folder">The folder that <see cref="FimNetExperiment.SetCheckpointFolder"/> was given.</param>
    /// <returns>The results so far.</returns>
    /// <exception cref="ExperimentFolderException">The folder holds no experiment, or a file in it is damaged.</exception>
    public static FimNetExperimentResults Load(MLContext mlContext, string folder)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        using ExperimentFolder opened = ExperimentFolder.Look(folder);
        ExperimentHeader header = opened.ReadHeader()!;
        FimNetMetric metric = FimNetMetric.Parse(header.Metric);
        return Of(opened.ReadTrials(), new ResultMaker(opened, metric, header.SearchedOptions, mlContext), metric);
    }

    /// <summary>The trials as a table: one row a trial with its metrics, times and all its options.</summary>
    /// <returns>A new frame. Metrics of a trial that failed before its first result are missing.</returns>
    public DataFrame ToDataFrame() => TrialTable.Of(Trials);

    /// <summary>Writes <see cref="ToDataFrame"/> as a CSV file with commas and a header: to a temporary name first, then moved into place.</summary>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void SaveCsv(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, temporary => DataFrame.SaveCsv(ToDataFrame(), temporary, cultureInfo: CultureInfo.InvariantCulture));
    }

    /// <summary>Writes a page for people: a leaderboard, what each option did, and the learning curves, in one HTML file that needs no network. Written to a temporary name first, then moved into place.</summary>
    /// <param name="path">The file to write; an existing one is replaced.</param>
    /// <param name="title">The heading.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void SaveHtml(string path, string title = "FIM-Net experiment")
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(title);
        AtomicFile.Write(path, temporary =>
        {
            using var writer = new StreamWriter(temporary);
            ExperimentPage.Write(writer, this, title);
        });
    }

    internal static FimNetExperimentResults Of(IReadOnlyList<TrialRecord> records, ResultMaker maker, FimNetMetric metric)
    {
        TrialResult[] trials = [.. records.Select(maker.Make)];
        int? best = ResultMaker.Best(records, metric)?.TrialId;
        return new FimNetExperimentResults(metric, trials, trials.FirstOrDefault(trial => trial.TrialSettings.TrialId == best));
    }
}
