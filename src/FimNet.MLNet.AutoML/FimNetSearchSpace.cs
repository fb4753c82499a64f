using System.Globalization;
using FimNet.MLNet.AutoML.Search;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML;

/// <summary>Which options of <see cref="FimNetOptions"/> an experiment tries, and which values. Immutable.</summary>
/// <remarks>Of a trained network, options that only decide how it scores are tried without training it again: AnomalyScoring, FeatureLevels, PatchStride, SmoothingSigma, NormalizeByPosition and ScoreTopFraction.</remarks>
public sealed class FimNetSearchSpace
{
    private FimNetSearchSpace(IReadOnlyList<SearchDimension> dimensions)
    {
        Dimensions = dimensions;
    }

    /// <summary>What the [Range], [Choice] and [BooleanChoice] attributes of <see cref="FimNetOptions"/> say.</summary>
    public static FimNetSearchSpace Default { get; } = new(SearchSpaceReader.Read(typeof(FimNetOptions)));

    /// <summary>Names of the options that are tried.</summary>
    public IReadOnlyList<string> Options => [.. Dimensions.Select(dimension => dimension.Option)];

    internal IReadOnlyList<SearchDimension> Dimensions { get; }

    internal IEnumerable<SearchDimension> Training => Dimensions.Where(dimension => !dimension.IsScoring);

    /// <summary>The same with a range of numbers for an option.</summary>
    /// <param name="option">Name of an option, such as <c>nameof(FimNetOptions.LearningRate)</c>.</param>
    /// <param name="minimum">The least value.</param>
    /// <param name="maximum">The greatest value, above <paramref name="minimum"/>.</param>
    /// <param name="logBase">Whether to draw evenly over the orders of magnitude; <paramref name="minimum"/> must then be above 0.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">The option cannot be searched, or is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty, or not all of it is allowed for the option, which then needs <see cref="WithChoice"/>.</exception>
    public FimNetSearchSpace WithRange(string option, double minimum, double maximum, bool logBase = false)
    {
        Type type = OptionProperty.Find(option).PropertyType;
        if (type != typeof(int) && type != typeof(double))
        {
            throw new ArgumentException($"{option} is no number but {type.Name}: give it a choice of values.", nameof(option));
        }

        if (!(minimum < maximum) || (logBase && !(minimum > 0)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(minimum), minimum, string.Create(CultureInfo.InvariantCulture, $"The range of {option} is {minimum} to {maximum}; its minimum must be below its maximum{(logBase ? " and above 0" : "")}."));
        }

        var dimension = new RangeDimension(option, minimum, maximum, logBase, type == typeof(int));
        Check(option, OptionProperty.Convert(type, option, minimum));
        Check(option, OptionProperty.Convert(type, option, maximum));
        if (type == typeof(int))
        {
            // Of an option that takes few numbers, such as PatchStride, nearly all of a range are wrong.
            Check(option, OptionProperty.Convert(type, option, minimum + 1));
        }

        return With(dimension);
    }

    /// <summary>The same with a choice of values for an option.</summary>
    /// <param name="option">Name of an option, such as <c>nameof(FimNetOptions.MemorySize)</c>.</param>
    /// <param name="candidates">Its values, at least one. A list of levels may also be text: "1, 2, 3".</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">The option cannot be searched, there is no value, or one is of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not allowed for the option.</exception>
    public FimNetSearchSpace WithChoice(string option, params object[] candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        Type type = OptionProperty.Find(option).PropertyType;
        if (candidates.Length == 0)
        {
            throw new ArgumentException($"The choice of {option} has no values.", nameof(candidates));
        }

        object[] converted = [.. candidates.Select(candidate => OptionProperty.Convert(type, option, candidate))];
        Array.ForEach(converted, value => Check(option, value));
        return With(new ChoiceDimension(option, converted));
    }

    /// <summary>Only some of the options; the others stay as the experiment's own.</summary>
    /// <param name="options">Names of options that are in this search space.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">An option is not in this search space.</exception>
    public FimNetSearchSpace Only(params string[] options)
    {
        RequireAll(options);
        return new FimNetSearchSpace([.. Dimensions.Where(dimension => options.Contains(dimension.Option))]);
    }

    /// <summary>All but some of the options.</summary>
    /// <param name="options">Names of options that are in this search space.</param>
    /// <returns>A new search space.</returns>
    /// <exception cref="ArgumentException">An option is not in this search space.</exception>
    public FimNetSearchSpace Without(params string[] options)
    {
        RequireAll(options);
        return new FimNetSearchSpace([.. Dimensions.Where(dimension => !options.Contains(dimension.Option))]);
    }

    /// <summary>Ways of scoring that a metric can tell apart: the share of the map that makes the score of an image says nothing of the map.</summary>
    internal IEnumerable<SearchDimension> ScoringFor(FimNetMetric metric) =>
        Dimensions.Where(dimension => dimension.IsScoring && !(metric.NeedsMasks && dimension.Option == nameof(FimNetOptions.ScoreTopFraction)));

    /// <summary>Options with other values for everything that decides the training; the first trial of an experiment has the given ones as they are.</summary>
    internal FimNetOptions DrawTraining(FimNetOptions options, SeededRandom random) =>
        OptionProperty.With(options, Training.Select(dimension => KeyValuePair.Create(dimension.Option, dimension.Draw(random))).ToArray());

    private static void Check(string option, object value) => OptionProperty.With(FimNetOptions.Fast, [KeyValuePair.Create(option, value)]).Validate();

    private FimNetSearchSpace With(SearchDimension dimension) => new([.. Dimensions.Where(other => other.Option != dimension.Option), dimension]);

    private void RequireAll(string[] options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.FirstOrDefault(option => !Options.Contains(option)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is not in the search space, which has: {string.Join(", ", Options)}.", nameof(options));
        }
    }
}
