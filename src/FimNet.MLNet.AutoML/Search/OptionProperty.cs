using System.Globalization;
using System.Reflection;

namespace FimNet.MLNet.AutoML.Search;

/// <summary>Reads and changes an option of <see cref="FimNetOptions"/> by its name.</summary>
internal static class OptionProperty
{
    // Sizes, lengths, columns and seeds belong to the experiment as a whole, and its own defects judge those of the training.
    private static readonly string[] Searchable =
    [
        nameof(FimNetOptions.LatentModule), nameof(FimNetOptions.GateActivation), nameof(FimNetOptions.MemorySize), nameof(FimNetOptions.MemoryTemperature),
        nameof(FimNetOptions.BatchSize), nameof(FimNetOptions.LearningRate), nameof(FimNetOptions.LearningRateSchedule), nameof(FimNetOptions.WeightAveraging),
        nameof(FimNetOptions.PatchSampling), nameof(FimNetOptions.ReconstructionWeight), nameof(FimNetOptions.SparsityWeight),
        nameof(FimNetOptions.AnomalyScoring), nameof(FimNetOptions.FeatureLevels), nameof(FimNetOptions.PatchStride), nameof(FimNetOptions.SmoothingSigma),
        nameof(FimNetOptions.NormalizeByPosition), nameof(FimNetOptions.ScoreTopFraction),
    ];

    /// <exception cref="ArgumentException">There is no such option, or it cannot be searched.</exception>
    public static PropertyInfo Find(string option) => Searchable.Contains(option)
        ? typeof(FimNetOptions).GetProperty(option)!
        : throw new ArgumentException($"'{option}' cannot be searched; it must be one of {string.Join(", ", Searchable)}.", nameof(option));

    public static object Get(FimNetOptions options, string option) => Find(option).GetValue(options)!;

    /// <summary>New options with other values; the given ones are unchanged.</summary>
    public static FimNetOptions With(FimNetOptions options, IEnumerable<KeyValuePair<string, object>> values)
    {
        FimNetOptions copy = options with { };
        foreach ((string option, object value) in values)
        {
            Find(option).SetValue(copy, value);
        }

        return copy;
    }

    /// <summary>A value of an attribute, or a caller's, as one of the option's type: whole numbers become fractions, and text a list of whole numbers.</summary>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static object Convert(Type type, string option, object value)
    {
        try
        {
            return value switch
            {
                _ when type.IsInstanceOfType(value) => value,
                string text when type == typeof(IReadOnlyList<int>) => text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray(),
                IConvertible number when !type.IsEnum && value is not string => System.Convert.ChangeType(number, type, CultureInfo.InvariantCulture),
                _ => throw new InvalidCastException(),
            };
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException)
        {
            throw new ArgumentException($"The value '{OptionText.Of(value)}' of {option} is a {value.GetType().Name}, but the option is a {type.Name}.", nameof(value), e);
        }
    }
}
