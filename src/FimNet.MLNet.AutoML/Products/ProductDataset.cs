using Microsoft.ML;

namespace FimNet.MLNet.AutoML;

/// <summary>The images of one of several products that get a model each.</summary>
public sealed class ProductDataset
{
    /// <summary>The images of a product.</summary>
    /// <param name="name">What it is called, and the name of its folder.</param>
    /// <param name="train">Good images; see <see cref="FimNetExperiment.SetDataset(IDataView)"/>.</param>
    /// <param name="validation">Images to validate with; see <see cref="FimNetExperiment.SetDataset(IDataView, IDataView)"/>. <see langword="null"/> to hold some training images back.</param>
    /// <exception cref="ArgumentException">The name cannot be that of a folder.</exception>
    public ProductDataset(string name, IDataView train, IDataView? validation = null)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (string.IsNullOrWhiteSpace(name) || name is "." or ".." || name.IndexOfAny([.. Path.GetInvalidFileNameChars(), '/', '\\']) >= 0)
        {
            throw new ArgumentException($"The product's name is '{name}', but its folder is called so: use letters, digits and the like.", nameof(name));
        }

        Name = name;
        Train = train;
        Validation = validation;
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Good images.</summary>
    public IDataView Train { get; }

    /// <summary>Images to validate with; <see langword="null"/> to hold some training images back.</summary>
    public IDataView? Validation { get; }
}
